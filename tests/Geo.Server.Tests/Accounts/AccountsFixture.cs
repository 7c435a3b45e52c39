using Geo.Server.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>A server with an administrator and an editor of 济南市, each with a password.</summary>
public class AccountsFixture : ServerFixture
{
    public const string Jinan = "370100";
    public const string Qingdao = "370200";

    public string Administrator { get; private set; } = null!;
    public string JinanEditor { get; private set; } = null!;

    protected override async Task ArrangeAsync()
    {
        Administrator = await Database.AddAccountAsync("root", Roles.Administrator);
        JinanEditor = await Database.AddAccountAsync("jinan", Roles.CityEditor, Jinan);
    }

    public Visitor Visitor() => new(Server);
    public Task<Visitor> AdministratorAsync() => Visitor().SignInAsync("root", Administrator);
}
