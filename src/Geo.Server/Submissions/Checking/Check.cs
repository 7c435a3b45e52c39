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
    private readonly Repairs _repairs;
    private readonly RepairPreviews _previews = new();
    private CrsDecision? _crs;
    private IReadOnlyList<CrsCandidate> _candidates = [];
    private int _leftOut;
    private HashSet<int> _stopped = [];
    private List<CheckedRow> _rows = [];
    private TablePreview? _preview;
    private TargetWords? _words;

    public Check(CheckRequest request, LayerCatalog catalog, CityShape? city)
    {
        (_request, _common, _city) = (request, catalog.Common, city);
        _layer = request.LayerId is null ? null : catalog.Find(request.LayerId);
        _repairs = new Repairs(request.Settings.Repairs);
    }

    public Findings Findings { get; } = new();
    public Header? Header { get; private set; }
    public SourceDataset? Dataset { get; private set; }
    public IReadOnlyList<CheckedSite> Sites { get; private set; } = [];
    public Layer? Layer => _layer;
    public IEnumerable<int> RejectedRows => _rows.Where(row => row.IsRejected).Select(row => row.Number);

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
            _crs is null ? null : new ReportedCrs(_crs.System.Code, new(_crs.System.NameZh, _crs.System.NameEn), _crs.Source, _crs.NorthFirst, _crs.System.NeedsDatumShift),
            Header is null ? [] : [.. Header.Columns.Zip(Header.Targets, (column, target) => new ReportedColumn(column, target?.Name))],
            _rows.Count, accepted, _rows.Count(row => row.IsRejected),
            !Findings.FileIsRefused && (accepted > 0 || (_request.Depth == CheckDepth.Table && _rows.Count == 0)), Report.Groups(Findings))
        {
            LeftOut = _leftOut, Preview = _preview, Candidates = _candidates, Encodings = file.Encodings,
        };
    }

    /// <summary>Finds the table and its header, and judges nothing: for whoever wants to see the rows. False where there is none.</summary>
    public bool Locate()
    {
        var file = new SourceFile(_request.Path, _request.Limits, Findings) { GivenEncoding = _request.Settings.Encoding };
        try
        {
            Choose(FileFormats.Of(file).Open(file));
            return true;
        }
        catch (FileFaultException)
        {
            return false;
        }
    }

    private DatasetChoice.Choice Choose(IReadOnlyList<SourceDataset> datasets)
    {
        _words = new TargetWords(_common, _layer?.AllFields ?? _common.Fields["site"], _request.Settings.Columns);
        var choice = new DatasetChoice(_words, _request, Findings).Choose(datasets);
        (Dataset, Header) = (choice.Dataset, choice.Header);
        return choice;
    }

    private void Read(IReadOnlyList<SourceDataset> datasets, SourceFormat format)
    {
        var choice = Choose(datasets);
        if (_request.Depth == CheckDepth.Rules) _preview = RawRows.Preview(Dataset!, Header!);
        if (Findings.FileIsRefused) return;
        var needsPosition = _request.Depth != CheckDepth.Table;
        HeaderRules.Check(Header!, Dataset!, _request.Depth == CheckDepth.Rules ? _layer : null, needsPosition, _words!, Findings);
        if (Findings.FileIsRefused) return;

        // Where rows are only counted, no cell is judged.
        var read = _request.Depth == CheckDepth.Rules ? Header! : Header! with { Targets = [.. Header!.Targets.Select(target => needsPosition && target?.IsPosition == true ? target : null)] };
        var reading = new RowReading(Dataset!, read, _request.Depth == CheckDepth.Rules, blanksCount: _request.Depth == CheckDepth.Table, Findings, _request);
        (_rows, _leftOut) = (reading.ReadAll(), reading.LeftOut);
        if (_rows.Count == 0)
        {
            Findings.Add(Rules.NoFeatures, severity: _request.Depth == CheckDepth.Table ? Severity.Warning : Severity.Error);
            return;
        }
        if (needsPosition) CheckPositions(format, choice.Notes);
        if (Findings.FileIsRefused) return;
        Sites = _request.Depth == CheckDepth.Rules ? new SiteMerging(Header!, Findings).Merge(_rows)
            : [.. _rows.Where(row => !row.IsRejected).Select(row => new CheckedSite("", [row]))];
        if (_crs is not null) EntryPositions.Add(Findings, _rows, _stopped, _crs);
    }

    private void CheckPositions(SourceFormat format, IReadOnlyList<string> notes)
    {
        var rules = new GeometryRules(_request.Depth == CheckDepth.Rules ? _layer?.Definition.GeometryType : null, format is GeoJsonFormat, Findings, _repairs, _previews);
        foreach (var row in _rows) rules.Check(row);
        if (_request.Depth != CheckDepth.Rules) return;

        var named = CrsWords.Find([.. Header!.Columns.Where((_, i) => Header.Targets[i]?.IsPosition == true), .. Header.Notes, .. notes], _common.Coordinates);
        var sample = CrsSamples.Of(_rows);
        _crs = new CrsReading(Findings, _city, _request.Settings, _previews, _layer?.Definition.UsualCrs).Decide(sample, Dataset!, named);
        _candidates = CrsCandidates.Of(sample, _crs, _city);
        if (_crs is null || Findings.FileIsRefused) return;
        if (_request.KnownSitesPath is { } known) KnownSites.Compare(_rows, Header, _crs, known, Findings);
        _stopped = _rows.Where(row => row.IsRejected).Select(row => row.Number).ToHashSet();
        var placing = new Placing(_crs, _city, Findings, _repairs, _previews);
        _previews.Place(placing.Placed);
        foreach (var row in _rows)
        {
            placing.Place(row);
            if (_city is not null) BoundaryRules.Check(row, _city, _crs.System.NeedsDatumShift, Findings, _repairs, _previews);
        }
        GeometryRules.CheckOverlaps(_rows, Findings);
    }
}
