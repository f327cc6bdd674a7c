using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Library;

internal sealed class AddPicture(TakeIn takeIn)
{
    public Task<Outcome<TakenIn>> Run(Actor actor, NewPicture picture, CancellationToken ct) => takeIn.Run(actor, picture, ct);
}
