using System.CommandLine;
using Geo.Server.Accounts;
using Geo.Server.Areas;
using Geo.Server.Database;
using Geo.Server.Seeding;
using Geo.Server.Submissions;
using Geo.Server.Web;

// geo VERB: each verb is made beside what it does.
return await new RootCommand("Geo: the infrastructure coverage map of Digital Shandong")
{
    ServeVerb.Create(),
    MigrateVerb.Create(),
    SeedVerb.Create(),
    DemonstrationVerb.Create(),
    AreasVerb.Create(),
    PublicationsVerb.Create(),
    UserVerb.Create(),
    TokenVerb.Create(),
    AuditVerb.Create(),
}.Parse(args).InvokeAsync();
