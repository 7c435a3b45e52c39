using System.Text.Json.Serialization;
using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>An error stops its row, or the file when it is one of the file or its header; the rest is told and passes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity { Error, Warning, Info }

/// <summary>One thing that can be wrong with a file, under the code by which people and programs know it.</summary>
public sealed record Rule(string Code, Severity Severity, Title Title);
