using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Tokens;

internal readonly record struct TokenId(Guid Value) : IId<TokenId>
{
    public static TokenId Of(Guid value) => new(value);
    public static TokenId New() => new(Guid.CreateVersion7());
    public static TokenId Parse(string s, IFormatProvider? provider) => Id.Parse<TokenId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out TokenId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>A key for the API that carries some of its person's permissions. Only its hash is kept.</summary>
internal sealed class ApiToken : IAudited
{
    string IAudited.Called => Name;

    public const string Prefix = "sf_";
    public const int NameLength = 80;

    private ApiToken() { }

    public ApiToken(PersonId person, string name, string clear, IEnumerable<Permission> scopes, DateTime now, DateTime expiresAt)
    {
        Id = TokenId.New();
        Person = person;
        Name = name;
        Hash = HashOf(clear);
        Scopes = string.Join(' ', scopes.Distinct().Order());
        CreatedAt = now;
        ExpiresAt = expiresAt;
    }

    public TokenId Id { get; private set; }
    public PersonId Person { get; private set; }
    public string Name { get; private set; } = "";
    public string Hash { get; private set; } = "";

    /// <summary>Names of permissions, separated by spaces.</summary>
    public string Scopes { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }
    public DateTime? LastUsedAt { get; private set; }

    public static string NewClear() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>256 random bits need no slow hash.</summary>
    public static string HashOf(string clear) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clear)));

    public static IReadOnlySet<Permission> ScopesOf(string scopes) =>
        scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Permission>).ToHashSet();
}

internal sealed class TokenTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<TokenId>();

    public void Tables(ModelBuilder model) => model.Entity<ApiToken>(token =>
    {
        token.ToTable("organisation_tokens");
        token.HasKey(x => x.Id);
        token.Property(x => x.Name).HasMaxLength(ApiToken.NameLength);
        token.Property(x => x.Hash).HasMaxLength(64);
        token.Property(x => x.Scopes).HasMaxLength(200);
        token.HasIndex(x => x.Hash).IsUnique();
        token.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
    });
}
