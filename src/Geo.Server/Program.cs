using System.CommandLine;
using Geo.Server.Accounts;
using Geo.Server.Areas;
using Geo.Server.Coverage;
using Geo.Server.Database;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Seeding;
using Geo.Server.Submissions;
using Geo.Server.Submissions.Corpus;
using Geo.Server.Submissions.Processes;
using Geo.Server.Submissions.Templates;
using Geo.Server.Web;

// geo VERB: each verb is made beside what it does.
var parsed = new RootCommand("Geo: the infrastructure coverage map of Digital Shandong")
{
    ServeVerb.Create(),
    MigrateVerb.Create(),
    SeedVerb.Create(),
    DemonstrationVerb.Create(),
    AreasVerb.Create(),
    PublicationsVerb.Create(),
    TilesVerb.Create(),
    CoverageVerb.Create(),
    UserVerb.Create(),
    TokenVerb.Create(),
    AuditVerb.Create(),
    CheckVerb.Create(),
    TemplateVerb.Create(),
    CorpusVerb.Create(),
    CheckWorker.Create(),
}.Parse(args);
var exit = await parsed.InvokeAsync();
// A refusal of the work is 1; a command that cannot be understood is 2.
return parsed.Errors.Count > 0 ? 2 : exit;
