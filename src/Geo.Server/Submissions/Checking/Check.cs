using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>Checks one file from its first byte to its report. Reads the file and nothing else, writes nothing.</summary>
public sealed class Check
{
    private readonly CheckRequest _request;
    private readonly CommonDefinition _common;
    private readonly Layer? _layer;
    private readonly CityShape? _city;
    private readonly TargetWords _words;
    private CrsDecision? _crs;
    private List<CheckedRow> _rows = [];

    public Check(CheckRequest request, LayerCatalog catalog, CityShape? city)
    {
        (_request, _common, _city) = (request, catalog.Common, city);
        _layer = request.LayerId is null ? null : catalog.Find(request.LayerId);
        _words = new TargetWords(_common, _layer?.AllFields ?? _common.Fields["site"]);
    }

    public Findings Findings { get; } = new();
    public Header? Header { get; private set; }
    public SourceDataset? Dataset { get; private set; }
    public IReadOnlyList<CheckedSite> Sites { get; private set; } = [];
    public Layer? Layer => _layer;

    public Report Run()
    {
        var file = new SourceFile(_request.Path, _request.Limits, Findings) { GivenEncoding = _request.Settings.Encoding };
        SourceFormat? format = null;
        IReadOnlyList<SourceDataset> datasets = [];
        try
        {
            format = FileFormats.Of(file);
            datasets = format.Open(file);
            Read(datasets, format);
        }
        catch (FileFaultException fault)
        {
            Findings.Add(fault);
        }
        var accepted = Findings.FileIsRefused ? 0 : Sites.Count;
        return new Report(
            Path.GetFileName(_request.Path), format?.Name, file.Encoding, Dataset?.Name, [.. datasets.Select(dataset => dataset.Name)], _layer?.Id, _request.CityAdcode,
            _crs is null ? null : new ReportedCrs(_crs.System.Code, new(_crs.System.NameZh, _crs.System.NameEn), _crs.Source, _crs.NorthFirst),
            Header is null ? [] : [.. Header.Columns.Zip(Header.Targets, (column, target) => new ReportedColumn(column, target?.Name))],
            _rows.Count, accepted, _rows.Count(row => row.IsRejected),
            !Findings.FileIsRefused && (accepted > 0 || (_request.Depth == CheckDepth.Table && _rows.Count == 0)), Report.Groups(Findings));
    }

    private void Read(IReadOnlyList<SourceDataset> datasets, SourceFormat format)
    {
        var choice = new DatasetChoice(_words, _request, Findings).Choose(datasets);
        (Dataset, Header) = (choice.Dataset, choice.Header);
        var needsPosition = _request.Depth != CheckDepth.Table;
        HeaderRules.Check(Header, Dataset, _request.Depth == CheckDepth.Rules ? _layer : null, needsPosition, Findings);
        if (Findings.FileIsRefused) return;

        // Where rows are only counted, no cell is judged.
        var read = _request.Depth == CheckDepth.Rules ? Header : Header with { Targets = [.. Header.Targets.Select(target => needsPosition && target?.IsPosition == true ? target : null)] };
        _rows = new RowReading(Dataset, read, _request.Depth == CheckDepth.Rules, blanksCount: _request.Depth == CheckDepth.Table, Findings, _request.Today).ReadAll();
        if (_rows.Count == 0)
        {
            Findings.Add(Rules.NoFeatures, severity: _request.Depth == CheckDepth.Table ? Severity.Warning : Severity.Error);
            return;
        }
        if (needsPosition) CheckPositions(format, choice.Notes);
        if (Findings.FileIsRefused) return;
        Sites = _request.Depth == CheckDepth.Rules ? new SiteMerging(Header, Findings).Merge(_rows)
            : [.. _rows.Where(row => !row.IsRejected).Select(row => new CheckedSite("", [row], row.Geometry))];
    }

    private void CheckPositions(SourceFormat format, IReadOnlyList<string> notes)
    {
        var rules = new GeometryRules(_request.Depth == CheckDepth.Rules ? _layer?.Definition.GeometryType : null, format is GeoJsonFormat, Findings);
        foreach (var row in _rows) rules.Check(row);
        if (_request.Depth != CheckDepth.Rules) return;

        var named = CrsWords.Find([.. Header!.Columns.Where((_, i) => Header.Targets[i]?.IsPosition == true), .. Header.Notes, .. notes], _common.Coordinates);
        _crs = new CrsReading(Findings, _city, _layer?.Definition.UsualCrs).Decide(CrsSamples.Of(_rows), _request.Settings.Crs, Dataset!, named);
        if (_crs is null || Findings.FileIsRefused) return;
        if (_request.KnownSitesPath is { } known) KnownSites.Compare(_rows, Header, _crs, known, Findings);
        var placing = new Placing(_crs, _city, Findings);
        foreach (var row in _rows)
        {
            placing.Place(row);
            if (_city is not null) BoundaryRules.Check(row, _city, Findings);
        }
        GeometryRules.CheckOverlaps(_rows, Findings);
    }
}
