using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.App.Demo;

/// <summary>Makes Musterstadt: first its people, so that one can sign in, then channels and posts. Every step is done once, whatever comes between.</summary>
internal sealed class DemoCity(DemoSteps steps, DemoDesk desk, DemoPlan plan, Settings settings, TimeProvider clock)
{
    /// <summary>Units, people, roles and the token. A second at most.</summary>
    public async Task<DemoSheet> Found(Uri address, CancellationToken ct)
    {
        var sheet = await Sheet(address, ct);
        await steps.Once(UnitKey(DemoPeople.City), async scope =>
            (await scope.GetRequiredService<IFoundation>().City(new NewCity(DemoPeople.City, PublicUrl(address), true) { Land = Land.Hessen }, ct)).Value, ct);
        foreach (var (name, parent) in DemoPeople.Units)
            await Unit(name, parent, ct);
        foreach (var person in DemoPeople.All)
            await Person(person, sheet.PasswordOf(person), ct);
        return await Token(sheet, ct);
    }

    /// <summary>Written down before anybody has a password: they cannot get lost in a kill.</summary>
    private async Task<DemoSheet> Sheet(Uri address, CancellationToken ct)
    {
        var known = await DemoSheet.Read(settings.DataDirectory, ct);
        var sheet = (known ?? DemoSheet.New(address)) with { Address = address.AbsoluteUri };
        // Whoever threw the sheet away after people had come shall not find one that is wrong.
        var isNews = sheet != known && (known is not null || !await steps.Has(PersonKey(DemoPeople.All[0].Key), ct));
        if (isNews)
            await sheet.Write(settings.DataDirectory, ct);
        return sheet;
    }

    /// <summary>Categories, channels and two weeks of posts with pictures: the next minute.</summary>
    public async Task Fill(DateOnly today, CancellationToken ct)
    {
        foreach (var (name, colour, share) in DemoCategories.All)
            await steps.Once(CategoryKey(name), async scope =>
            {
                var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
                var made = await scope.GetRequiredService<ICategories>().Create(lead, new NewCategory(name, colour, share), ct);
                return steps.Must(made, name).Value;
            }, ct);
        foreach (var channel in DemoChannels.All)
            await Channel(channel, ct);
        foreach (var slot in DemoSlots.All)
            await Slot(slot, today, ct);
        await ChristmasHolidays(today, ct);
        // The newest first: the wall looks lived in from the first second.
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var planned in plan.For(today).OrderBy(planned => (planned.At - now).Duration()))
            await desk.Bring(planned, ct);
        await desk.Bring(plan.Soon(now), ct);
        await Approvals(today, ct);
        await steps.Finish(ct);
    }

    private Task<Guid> Unit(string name, string parent, CancellationToken ct) => steps.Once(UnitKey(name), async scope =>
    {
        var above = await steps.Made(UnitKey(parent), ct);
        return steps.Must(await scope.GetRequiredService<IFoundation>().Unit(UnitId.Of(above), name, ct), name).Value;
    }, ct);

    private Task<Guid> Person(DemoPerson person, string password, CancellationToken ct) => steps.Once(PersonKey(person.Key), async scope =>
    {
        var foundation = scope.GetRequiredService<IFoundation>();
        var where = await steps.Made(UnitKey(person.Where), ct);
        var made = steps.Must(await foundation.Person(person.Name, person.Email, password, ct), person.Name);
        steps.Must(await foundation.Grant(made, UnitId.Of(where), person.Role, ct), person.Name);
        return made.Value;
    }, ct);

    private async Task<PersonId> Person(string key, CancellationToken ct) => PersonId.Of(await steps.Made(PersonKey(key), ct));

    private async Task<DemoSheet> Token(DemoSheet sheet, CancellationToken ct)
    {
        await steps.Once("token", async scope =>
        {
            IReadOnlySet<Permission> scopes = new HashSet<Permission> { Permission.See, Permission.Write, Permission.Approve, Permission.Release, Permission.ManageChannels };
            var made = await scope.GetRequiredService<IFoundation>().Token(await Person("mertens", ct), "Zum Ausprobieren", scopes, TimeSpan.FromDays(365), ct);
            sheet = sheet with { Token = steps.Must(made, "token") };
            // Before the commit: a token that is in the file but not in the database is replaced at the next start.
            await sheet.Write(settings.DataDirectory, ct);
            return Guid.Empty;
        }, ct);
        return sheet;
    }

    private async Task Channel(DemoChannel channel, CancellationToken ct)
    {
        var made = ChannelId.Of(await steps.Once(ChannelKey(channel.Key), async scope =>
        {
            var unit = UnitId.Of(await steps.Made(UnitKey(channel.Unit), ct));
            var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
            var wish = new NewChannel(unit, channel.ByHand is null ? "practice" : "assisted", channel.Name, channel.Purpose, null, null, null);
            return steps.Must(await scope.GetRequiredService<IChannels>().Create(lead, wish, ct), channel.Name).Value;
        }, ct));
        await steps.Once($"connection:{channel.Key}", async scope =>
        {
            var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
            var fields = new Dictionary<string, string> { ["name"] = channel.Account, ["rulesLike"] = channel.Like, ["address"] = channel.ByHand ?? "" };
            steps.Must(await scope.GetRequiredService<IChannelConnections>().Connect(lead, made, fields, ct), channel.Name);
            return made.Value;
        }, ct);
    }

    private Task Slot(DemoSlot slot, DateOnly today, CancellationToken ct) => steps.Once($"slot:{slot.Key}", async scope =>
    {
        var unit = UnitId.Of(await steps.Made(UnitKey(slot.Unit), ct));
        var category = CategoryId.Of(await steps.Made(CategoryKey(slot.Category), ct));
        var owner = slot.Owner is { } key ? await Person(key, ct) : (PersonId?)null;
        var channels = new List<ChannelId>();
        foreach (var channel in slot.Channels)
            channels.Add(ChannelId.Of(await steps.Made(ChannelKey(channel), ct)));
        var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
        var wish = new NewSlot(slot.Name, unit, owner, slot.RuleFrom(today), slot.At, category, slot.Title, slot.Text, channels, slot.LeadDays, slot.RestsInHolidays);
        return steps.Must(await scope.GetRequiredService<ISlotDesk>().Create(lead, wish, ct), slot.Name).Value;
    }, ct);

    // Entered by the desk as everywhere: no rule reckons them. In the first days of January the old ones still run.
    private Task ChristmasHolidays(DateOnly today, CancellationToken ct) => steps.Once("holidays", async scope =>
    {
        var last = new DateOnly(today.AddDays(-6).Year + 1, 1, 6);
        var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
        steps.Must(await scope.GetRequiredService<ISlotDesk>().AddSchoolHoliday(lead, "Weihnachtsferien", last.AddDays(-14), last, ct), "holidays");
        return Guid.Empty;
    }, ct);

    // The library's posts go through two hands; the press office's lead has a deputy for her holiday, and the legal office has said something.
    private async Task Approvals(DateOnly today, CancellationToken ct)
    {
        await steps.Once("approval:stages", async scope =>
        {
            var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
            var (library, press) = (UnitId.Of(await steps.Made(UnitKey("Stadtbibliothek"), ct)), UnitId.Of(await steps.Made(UnitKey("Presseamt"), ct)));
            steps.Must(await scope.GetRequiredService<IApprovalDesk>().TwoStages(lead, library, press, ct), "approval:stages");
            return library.Value;
        }, ct);
        await steps.Once("approval:deputy", async scope =>
        {
            var lead = await DemoSteps.As(scope, await Person("mertens", ct), ct);
            var away = new NewDeputy(lead.Person, await Person("yildiz", ct), today.AddDays(7), today.AddDays(20));
            steps.Must(await scope.GetRequiredService<IDeputies>().Add(lead, away, ct), "approval:deputy");
            return lead.Person.Value;
        }, ct);
        await steps.Once("approval:comment", async scope =>
        {
            var post = PostId.Of(await steps.Made("post:sturmvorsorge", ct));
            var legal = await DemoSteps.As(scope, await Person("falk", ct), ct);
            steps.Must(await scope.GetRequiredService<IApprovalDesk>().Comment(legal, post, "Rechtlich in Ordnung. Bitte bei „112“ noch dazuschreiben: nur im Notfall.", ct), "approval:comment");
            return post.Value;
        }, ct);
    }

    private Uri PublicUrl(Uri address) => settings.PublicUrl is { } url ? new Uri(url) : address;

    internal static string UnitKey(string name) => $"unit:{name}";
    internal static string PersonKey(string key) => $"person:{key}";
    internal static string ChannelKey(string key) => $"channel:{key}";
    internal static string CategoryKey(string name) => $"category:{name}";
}
