using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.People;

/// <summary>In which language the house writes to the person who asks.</summary>
internal sealed class ChooseLanguage(Db db) : IOwnLanguage
{
    /// <param name="language">"de" or "en"; null or empty: the city's.</param>
    public async Task<Outcome<Done>> Run(Actor actor, string? language, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (Check(language) is { } no)
            return no;
        (await db.Set<Person>().SingleAsync(person => person.Id == actor.Person, ct)).Speak(language);
        return await db.SaveOr(default(Done), ct);
    }

    Task<Outcome<Done>> IOwnLanguage.Choose(Actor actor, string? language, CancellationToken ct) => Run(actor, language, ct);

    internal static Refusal? Check(string? language) => language is null or "" or "de" or "en" ? null : Refusal.Invalid("Organisation.LanguageBad").On("language");
}
