using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>A file format that cities use. Each is one file here and one line in <see cref="FileFormats.All"/>.</summary>
public abstract class SourceFormat
{
    /// <summary>As it is named in reports.</summary>
    public abstract string Name { get; }

    /// <summary>Lower case, with the dot.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether the content is of this format, whatever the file is called.</summary>
    public abstract bool Matches(FileHead head);

    /// <summary>The datasets of the file, in its order.</summary>
    /// <exception cref="FileFaultException">The file cannot be read.</exception>
    public abstract IReadOnlyList<SourceDataset> Open(SourceFile file);
}

/// <summary>A file that is being read: where it is, how it may be read, and where to say what was met.</summary>
public sealed class SourceFile(string path, Limits limits, Findings findings)
{
    public string Path { get; } = path;
    public Limits Limits { get; } = limits;
    public Findings Findings { get; } = findings;

    /// <summary>The encoding a person chose, over every guess.</summary>
    public string? GivenEncoding { get; init; }

    /// <summary>What its text turned out to be; told in the report.</summary>
    public string? Encoding { get; set; }

    /// <summary>The encodings in which its text can be read, for a person to choose from; none where it says so itself.</summary>
    public IReadOnlyList<string> Encodings { get; set; } = [];

    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();
}
