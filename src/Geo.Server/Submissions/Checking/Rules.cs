using static Geo.Server.Submissions.Checking.Severity;

namespace Geo.Server.Submissions.Checking;

/// <summary>
/// Every rule of an upload. F is the file, H its header, R a row, C the coordinate system, G geometry, B boundaries,
/// U uniqueness, D domains, S safety. A code keeps its meaning for good.
/// </summary>
public static class Rules
{
    public static readonly Rule FileEmpty = Of("F001", Error, "文件为空", "The file is empty");
    public static readonly Rule ContentMismatch = Of("F002", Error, "文件内容与格式不符或不支持", "The content is not the format named, or is not supported");
    public static readonly Rule ArchiveTooLarge = Of("F004", Error, "压缩包过大或嵌套", "The archive is too large or holds another archive");
    public static readonly Rule ArchivePath = Of("F005", Error, "压缩包含非法路径", "The archive holds an unsafe path");
    public static readonly Rule Corrupt = Of("F006", Error, "文件已损坏", "The file is damaged");
    public static readonly Rule Encrypted = Of("F007", Error, "文件已加密", "The file is encrypted");
    public static readonly Rule PartMissing = Of("F008", Error, "缺少部件", "A part of the dataset is missing");
    public static readonly Rule SeveralDatasets = Of("F009", Warning, "含多个图层或工作表，请选择", "There are several layers or sheets: choose one");
    public static readonly Rule XmlDtd = Of("F010", Error, "XML 含 DTD", "The XML has a DTD");
    public static readonly Rule Malformed = Of("F011", Error, "格式错误", "The content is malformed");
    public static readonly Rule Truncated = Of("F012", Error, "文件被截断", "The file is cut short");
    public static readonly Rule NotText = Of("F013", Error, "编码错误或乱码", "The text cannot be decoded, or was garbled before");
    public static readonly Rule ControlCharacters = Of("F014", Warning, "含控制字符，已去除", "Control characters were taken out");
    public static readonly Rule LimitExceeded = Of("F015", Error, "行、列、单元格或层级超限", "Over the limit of rows, columns, cells or depth");
    public static readonly Rule EncodingGuessed = Of("F016", Warning, "编码为推测", "The text encoding was guessed");
    public static readonly Rule NoFeatures = Of("F017", Error, "没有可用数据", "There are no data to use");
    public static readonly Rule DuplicateKey = Of("F018", Warning, "JSON 键重复", "A JSON key is there twice");

    public static readonly Rule HeaderMissing = Of("H001", Error, "找不到表头", "No header row was found");
    public static readonly Rule HeaderDuplicate = Of("H002", Warning, "表头重复", "A header is there twice");
    public static readonly Rule HeaderBlank = Of("H003", Warning, "表头为空", "A header is blank");
    public static readonly Rule CoordinatesMissing = Of("H004", Error, "找不到坐标列", "No coordinate columns were found");
    public static readonly Rule DelimiterMissing = Of("H005", Error, "找不到分隔符", "No delimiter was found");
    public static readonly Rule TitleRowsSkipped = Of("H006", Info, "已跳过标题行", "Title rows were skipped");
    public static readonly Rule ColumnMissing = Of("H007", Error, "找不到必填列", "A required column was not found");

    public static readonly Rule RowWidth = Of("R001", Error, "列数不符", "The row has another number of cells than the header");
    public static readonly Rule ValueMissing = Of("R002", Error, "必填为空", "A required value is blank");
    public static readonly Rule NotANumber = Of("R003", Error, "不是数字", "Not a number");
    public static readonly Rule UnitStripped = Of("R004", Info, "已去除单位", "The unit was taken off");
    public static readonly Rule DateInvalid = Of("R005", Error, "日期无效", "Not a date");
    public static readonly Rule CellError = Of("R006", Error, "单元格错误", "The cell holds an error");
    public static readonly Rule DegreesConverted = Of("R007", Info, "已转换度分秒", "Degrees, minutes and seconds were converted");
    public static readonly Rule FullWidth = Of("R008", Info, "全角字符已转换", "Full-width characters were converted");
    public static readonly Rule TotalSkipped = Of("R009", Info, "已跳过合计或说明行", "A row of totals or notes was skipped");
    public static readonly Rule CodeScientific = Of("R010", Error, "编码成科学计数", "The code became a number in scientific notation");

    public static readonly Rule CrsMissing = Of("C001", Warning, "未注明坐标系", "The coordinate system is not stated");
    public static readonly Rule CrsContradiction = Of("C002", Error, "坐标值与坐标系矛盾", "The coordinates contradict the coordinate system");
    public static readonly Rule Swapped = Of("C003", Error, "经纬度颠倒", "Longitude and latitude are swapped");
    public static readonly Rule CrsFromHeader = Of("C004", Info, "坐标系取自表头", "The coordinate system was taken from the header");
    public static readonly Rule CrsGuessed = Of("C005", Warning, "坐标系为推测", "The coordinate system was guessed");
    public static readonly Rule CrsSuspected = Of("C006", Warning, "疑似其他坐标系", "Another coordinate system is likely");
    public static readonly Rule CrsAmbiguous = Of("C007", Warning, "可能有多种中央子午线", "Several central meridians are possible");
    public static readonly Rule AxesReordered = Of("C008", Info, "X 北 Y 东，已换序", "X is north and Y east: put in order");
    public static readonly Rule NoDatumShift = Of("C009", Warning, "54/80 坐标系无转换参数", "No datum parameters for Beijing 1954 or Xi'an 1980");

    public static readonly Rule GeometryMissing = Of("G001", Error, "几何缺失", "The geometry is missing");
    public static readonly Rule CoordinateInvalid = Of("G002", Error, "坐标非有限数或超界", "A coordinate is not finite or out of range");
    public static readonly Rule SelfIntersection = Of("G003", Error, "自相交", "The geometry crosses itself");
    public static readonly Rule GeometryType = Of("G004", Error, "几何类型不符", "Not the layer's type of geometry");
    public static readonly Rule RingOpen = Of("G005", Error, "环未闭合", "A ring is not closed");
    public static readonly Rule Degenerate = Of("G006", Error, "几何退化", "The geometry has no length or area");
    public static readonly Rule NullIsland = Of("G007", Error, "坐标为 (0,0)", "The position is (0, 0)");
    public static readonly Rule Overlap = Of("G008", Warning, "面重叠", "Areas overlap");
    public static readonly Rule Winding = Of("G009", Info, "环方向已规范", "The direction of a ring was put right");
    public static readonly Rule Precision = Of("G010", Info, "精度已规范", "The precision was put right");
    public static readonly Rule GeometryUnreadable = Of("G011", Error, "几何无法解析", "The geometry cannot be read");

    public static readonly Rule OutsideCity = Of("B001", Error, "位于市界外", "Outside the city");
    public static readonly Rule CrossesCity = Of("B002", Error, "跨越市界，可裁剪", "Crosses the edge of the city: it can be clipped");

    public static readonly Rule DuplicateCode = Of("U001", Error, "编码重复", "The code is there twice");
    public static readonly Rule DuplicateRow = Of("U002", Warning, "整行重复", "The row is there twice");
    public static readonly Rule SamePlace = Of("U003", Warning, "同一位置多站", "Several sites at one position");

    public static readonly Rule NotInDomain = Of("D001", Warning, "不在字典中", "Not in the list of values");
    public static readonly Rule OutOfRange = Of("D002", Error, "超出取值范围", "Out of range");
    public static readonly Rule FutureDate = Of("D003", Warning, "日期在未来", "The date is in the future");

    public static readonly Rule Formula = Of("S001", Warning, "疑似公式，导出时转义", "Looks like a formula: escaped on export");
    public static readonly Rule Markup = Of("S002", Warning, "疑似标记，导出时转义", "Looks like markup: escaped on export");

    private static Rule Of(string code, Severity severity, string zh, string en) => new(code, severity, new(zh, en));
}
