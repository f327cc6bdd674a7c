using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Turns the second step off; asks the password and ends the other sessions.</summary>
internal sealed class RemoveSecondStep(Db db, OwnAccount own)
{
    public async Task<Outcome<Shown>> Run(Actor actor, string password, CancellationToken ct)
    {
        var opened = await own.Open(actor, password, ct);
        if (!opened.Ok)
            return Outcome<Shown>.Refused(opened.Refusals);
        var person = opened.Value;
        person.TurnOffSecondStep();
        db.RemoveRange(await db.Set<RecoveryCode>().Where(code => code.Person == person.Id).ToListAsync(ct));
        return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, true), ct);
    }
}

/// <summary>Ten new recovery codes; the old ones stop working.</summary>
internal sealed class NewRecoveryCodes(Db db, OwnAccount own, SecondStep second)
{
    public async Task<Outcome<IReadOnlyList<string>>> Run(Actor actor, string password, CancellationToken ct)
    {
        var opened = await own.Open(actor, password, ct);
        if (!opened.Ok)
            return Outcome<IReadOnlyList<string>>.Refused(opened.Refusals);
        if (!opened.Value.HasSecondStep)
            return Refusal.Conflict("Organisation.NoSecondStep");
        var codes = await second.NewCodes(opened.Value, ct);
        return (await db.SaveOr(true, ct)).To(_ => codes);
    }
}
