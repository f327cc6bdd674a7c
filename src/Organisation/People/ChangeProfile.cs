using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>The own name, as colleagues see it beside posts, and the language of mails.</summary>
internal sealed class ChangeProfile(Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, string name, string? language, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        name = name.Trim();
        if (name.Length is 0 or > Person.NameLength)
            return Refusal.Invalid("Organisation.PersonNameBad", Person.NameLength).On("name");
        if (NameRules.Unreadable(name) is { } unreadable)
            return unreadable;
        if (ChooseLanguage.Check(language) is { } no)
            return no;
        var person = await db.Set<Person>().SingleAsync(person => person.Id == actor.Person, ct);
        person.Rename(name);
        person.Speak(language);
        return await db.SaveOr(default(Done), ct);
    }
}
