using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.City;

/// <summary>
/// Keeps the city's row in memory: every public page needs it. A change on this machine is seen at once; other machines hear <see cref="CityChanged"/>
/// only if they happen to handle it, so nothing is kept longer than <see cref="Fresh"/>.
/// </summary>
internal sealed class CityCard(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock, CityTime time) : ICity
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private volatile Kept? kept;
    private int generation;

    public async Task<CityView> Get(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (kept is { } still && now < still.Until)
            return still.City;
        var loading = Volatile.Read(ref generation);
        var city = await Load(ct);
        if (loading == Volatile.Read(ref generation))
            kept = new Kept(city, now + Fresh);
        return city;
    }

    public void Forget()
    {
        Interlocked.Increment(ref generation);
        kept = null;
    }

    private async Task<CityView> Load(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<Db>().Set<CityRow>().AsNoTracking().SingleOrDefaultAsync(ct);
        if (row is null)
            return NotYet();
        if (TimeZoneInfo.TryFindSystemTimeZoneById(row.TimeZone, out var zone))
            time.LiesIn(zone);
        return new CityView(row.Name, new Uri(row.PublicUrl), row.Imprint, row.Privacy, row.Colour, row.ColourDark, row.Language, row.Demo)
        {
            Logo = row.Logo is { } hash ? scope.ServiceProvider.GetRequiredService<ILogos>().Address(hash) : null,
            Font = row.Font is { } font ? new CityFont(FontRow.AddressOf(font), row.FontVaries, row.FontBold is { } bold ? FontRow.AddressOf(bold) : null) : null,
            TimeZone = row.TimeZone,
            Land = row.Land,
        };
    }

    // Before the first administrator has come.
    private CityView NotYet() => new(
        "Stadtfunk", configuration["City:PublicUrl"] is { Length: > 0 } set ? new Uri(set) : FirstStart.LocalUrl(configuration), CityRow.NoImprint, CityRow.NoPrivacy,
        CityRow.DefaultColour, CityRow.DefaultColourDark, "de", false);

    private sealed record Kept(CityView City, DateTimeOffset Until);
}

internal sealed class WhenCityChanged(CityCard card) : IHandle<CityChanged>
{
    public Task Handle(CityChanged happened, CancellationToken ct)
    {
        card.Forget();
        return Task.CompletedTask;
    }
}
