using System.Buffers;
using System.Text;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// What a text file is written in: its byte order mark, else strict UTF-8, else GB18030. Detectors that count letters are
/// wrong on short Chinese tables, so none is used.
/// </summary>
public static class TextEncoding
{
    public const int Gb18030CodePage = 54936;
    private const int WesternCodePage = 1252;
    private const int TraditionalCodePage = 950;
    private const int ChunkBytes = 1 << 16;

    private static readonly int[] Offered = [65001, Gb18030CodePage, TraditionalCodePage];

    // What a UTF-8 replacement character becomes when it is read as GBK: the text was lost before it came here.
    private const string TwiceGarbled = "锟斤拷";

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (char)i).Where(c => c is not ('\t' or '\r' or '\n')), '\u007f']);

    static TextEncoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Gb18030 = Encoding.GetEncoding(Gb18030CodePage);
    }

    /// <summary>GB18030 that reads what it can; for names of archive members and columns.</summary>
    public static Encoding Gb18030 { get; }

    /// <summary>Finds the encoding by reading the whole file once, and tells what is wrong with its text.</summary>
    /// <exception cref="FileFaultException">No encoding fits, or the text was garbled before.</exception>
    public static Encoding Detect(SourceFile file)
    {
        using var stream = File.OpenRead(file.Path);
        return Detect(stream, file);
    }

    public static Encoding Detect(Stream stream, SourceFile file)
    {
        var (encoding, isGuess) = Candidates(stream, file).Select(candidate => ((Encoding Encoding, bool IsGuess)?)candidate)
            .FirstOrDefault(candidate => Fits(stream, candidate!.Value.Encoding, file))
            ?? throw new FileFaultException(Rules.NotText, "既不是 UTF-8 也不是 GB18030", "neither UTF-8 nor GB18030");
        if (isGuess)
            file.Findings.AddOnce(Rules.EncodingGuessed, encoding.WebName, new($"按 {encoding.WebName} 读取", $"read as {encoding.WebName}"));
        file.Encoding = encoding.WebName;
        file.Encodings = Possible(stream);
        stream.Position = 0;
        return encoding;
    }

    /// <exception cref="FileFaultException">No encoding has this name.</exception>
    public static Encoding Named(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FileFaultException(Rules.NotText, $"不认识编码 {name}", $"'{name}' is no known encoding", cause: e);
        }
    }

    /// <summary>The names of the encodings in which the beginning of a text can be read; what has a mark has no choice.</summary>
    private static List<string> Possible(Stream stream)
    {
        var head = new byte[1 << 20];
        stream.Position = 0;
        var text = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).ToArray();
        return Marked(text) is { } marked ? [marked.WebName] : [.. Offered.Select(Strict).Where(encoding => Decodes(text, encoding)).Select(encoding => encoding.WebName)];
    }

    private static bool Decodes(byte[] text, Encoding encoding)
    {
        try
        {
            // Not flushed: the last character may be cut off.
            encoding.GetDecoder().GetCharCount(text, 0, text.Length, flush: false);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    public static Encoding Strict(int codePage) => Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>The text without control characters.</summary>
    public static string Clean(string text) =>
        text.AsSpan().IndexOfAny(Controls) < 0 ? text : string.Concat(text.Where(c => !Controls.Contains(c)));

    private static IEnumerable<(Encoding, bool IsGuess)> Candidates(Stream stream, SourceFile file)
    {
        var head = new byte[4];
        stream.Position = 0;
        var read = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (file.GivenEncoding is { } given) yield return (Named(given), false);
        else if (Marked(head.AsSpan(0, read)) is { } marked) yield return (marked, false);
        else
        {
            yield return (Strict(Encoding.UTF8.CodePage), false);
            yield return (Strict(Gb18030CodePage), true);
            // Western text has its accents one by one; bytes in a row that are not GB18030 are broken Chinese.
            if (!HasHighBytesInARow(stream)) yield return (Strict(WesternCodePage), true);
        }
    }

    private static Encoding? Marked(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble)) return Strict(Encoding.UTF8.CodePage);
        if (head.StartsWith(Encoding.Unicode.Preamble)) return Strict(Encoding.Unicode.CodePage);
        if (head.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Strict(Encoding.BigEndianUnicode.CodePage);
        return head.Length < 4 ? null : (ReadOnlySpan<byte>)head[..4] switch
        {
            // Without a mark, but Latin letters or digits in two bytes each.
            [0, > 31, 0, > 31] => Strict(Encoding.BigEndianUnicode.CodePage),
            [> 31, 0, > 31, 0] => Strict(Encoding.Unicode.CodePage),
            _ => null,
        };
    }

    private static bool Fits(Stream stream, Encoding encoding, SourceFile file)
    {
        var decoder = encoding.GetDecoder();
        var bytes = new byte[ChunkBytes];
        var chars = new char[encoding.GetMaxCharCount(ChunkBytes)];
        var hasControls = false;
        stream.Position = 0;
        try
        {
            for (int read; (read = stream.ReadAtLeast(bytes, ChunkBytes, throwOnEndOfStream: false)) > 0;)
            {
                var text = chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), chars, flush: read < ChunkBytes));
                if (text.Contains('\uFFFD') || text.IndexOf(TwiceGarbled, StringComparison.Ordinal) >= 0)
                    throw new FileFaultException(Rules.NotText, "文字已成乱码，无法复原，请从原系统重新导出", "the text was garbled before and cannot be restored: export it again");
                hasControls |= text.IndexOfAny(Controls) >= 0;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        if (hasControls) file.Findings.AddOnce(Rules.ControlCharacters);
        return true;
    }

    private static bool HasHighBytesInARow(Stream stream)
    {
        stream.Position = 0;
        var bytes = new byte[ChunkBytes];
        for (int read; (read = stream.Read(bytes)) > 0;)
            for (var i = 1; i < read; i++)
                if (bytes[i] >= 0x80 && bytes[i - 1] >= 0x80) return true;
        return false;
    }
}
