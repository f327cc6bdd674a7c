using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>Whose task it is: whoever was chosen and still sees the channel's unit. When nobody is left, those who may release there: a task never has no owner.</summary>
internal sealed class HandOwners(Db db, IPeople people)
{
    public async Task<IReadOnlyList<PersonId>> Of(ChannelView channel, CancellationToken ct)
    {
        var chosen = await db.Set<HandOwner>().AsNoTracking().Where(x => x.Channel == channel.Id).Select(x => x.Person).ToListAsync(ct);
        var here = chosen.Count == 0 ? [] : (await people.WhoMay(Permission.See, channel.Unit, ct)).Select(x => x.Id).Where(chosen.Contains).ToList();
        return here.Count > 0 ? here : [.. (await people.WhoMay(Permission.Release, channel.Unit, ct)).Select(x => x.Id)];
    }
}

internal sealed record HandOwnerLine(PersonId Person, string Name, bool Chosen);

/// <summary>Everybody who could be chosen for a channel, and who is.</summary>
internal sealed class ReadHandOwners(Db db, ConnectRights rights, IPeople people)
{
    public async Task<Outcome<List<HandOwnerLine>>> Run(Actor actor, ChannelId channel, CancellationToken ct)
    {
        var allowed = await rights.For(actor, channel, ct);
        if (!allowed.Ok)
            return Outcome<List<HandOwnerLine>>.Refused(allowed.Refusals);
        var chosen = await db.Set<HandOwner>().AsNoTracking().Where(x => x.Channel == channel).Select(x => x.Person).ToListAsync(ct);
        return (await people.WhoMay(Permission.See, allowed.Value.Unit, ct)).Select(x => new HandOwnerLine(x.Id, x.Name, chosen.Contains(x.Id))).ToList();
    }
}

internal sealed class SetHandOwners(Db db, ConnectRights rights, IPeople people)
{
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId channel, IReadOnlyCollection<PersonId> chosen, CancellationToken ct)
    {
        var allowed = await rights.For(actor, channel, ct);
        if (!allowed.Ok)
            return Outcome<Done>.Refused(allowed.Refusals);
        var fit = (await people.WhoMay(Permission.See, allowed.Value.Unit, ct)).Select(x => x.Id).Where(chosen.Contains).ToHashSet();
        if (chosen.Any(person => !fit.Contains(person)))
            return Refusal.Invalid("Publishing.Hand.OwnerUnknown");
        var before = await db.Set<HandOwner>().Where(x => x.Channel == channel).ToListAsync(ct);
        db.RemoveRange(before.Where(x => !fit.Contains(x.Person)));
        db.AddRange(fit.Except(before.Select(x => x.Person)).Select(person => new HandOwner(channel, person)));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
