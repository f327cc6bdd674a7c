using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Sessions;

/// <summary>Somebody signed in on one browser. Without its row the cookie is worth nothing.</summary>
internal sealed class Session
{
    /// <summary>A cookie lasts a working day without use; its row a little longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private Session() { }

    public Session(PersonId person, string stamp, string device, DateTime now)
    {
        Id = Guid.CreateVersion7();
        (Person, Stamp, Device) = (person, stamp, device);
        StartedAt = SeenAt = now;
    }

    public Guid Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>The person's stamp when it began: with another one it is over.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>Browser and system, as the browser says: "Firefox, Windows".</summary>
    public string Device { get; private set; } = "";
    public DateTime StartedAt { get; private set; }
    public DateTime SeenAt { get; private set; }
}

internal sealed class SessionTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<Session>(session =>
    {
        session.ToTable("organisation_sessions");
        session.HasKey(x => x.Id);
        session.Property(x => x.Stamp).HasMaxLength(32);
        session.Property(x => x.Device).HasMaxLength(80);
        session.HasIndex(x => new { x.Person, x.SeenAt });
        session.HasIndex(x => x.SeenAt);
        session.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
    });
}

/// <summary>What a browser says of itself, as short as people recognise it. Believed by nobody, only shown.</summary>
internal static class DeviceName
{
    private static readonly (string Sign, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Empty when it says nothing that is known.</summary>
    public static string Of(string? agent) => string.Join(", ", new[] { First(Browsers, agent), First(Systems, agent) }.OfType<string>());

    private static string? First((string Sign, string Name)[] known, string? agent) =>
        known.Where(one => agent?.Contains(one.Sign, StringComparison.Ordinal) == true).Select(one => one.Name).FirstOrDefault();
}
