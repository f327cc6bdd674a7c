using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Undoes the counting of a try whose password was right.</summary>
internal sealed record Counted(Action TakeBack);

/// <summary>
/// Counts tries at the door: those of strangers on the account, those from a device of the person on the device. Each has its own limit, so that
/// strangers shut out strangers only, and a device that was stolen guesses no more than a stranger.
/// </summary>
internal sealed class DoorTries(Db db, KnownDevices devices, SignInThrottle throttle)
{
    public Task<KnownDevice?> Device(string email, Caller caller, DateTime now, CancellationToken ct) => devices.Find(email, caller.Carried, now, ct);

    public Task<KnownDevice?> Device(PersonId person, Caller caller, DateTime now, CancellationToken ct) => devices.Find(person, caller.Carried, now, ct);

    /// <summary>A known device does not share the budget of its address: a whole town hall has one address.</summary>
    public bool Allows(KnownDevice? device, Caller caller) => device is null ? throttle.Allows(caller.Address) : throttle.Allows(device.Id);

    /// <summary>
    /// Saved before the check, so that guesses at the same moment are counted one by one. Refused as a conflict when somebody was quicker: then nothing
    /// has been tried yet.
    /// </summary>
    public async Task<Outcome<Counted>> Count(Person person, KnownDevice? device, DateTime now, CancellationToken ct)
    {
        if (device is null ? person.DoorIsShut(now) : !person.MaySignIn || device.IsShut(now))
            return SignInDoor.No;
        var (failures, shutUntil) = device is null ? (person.Failures, person.ShutUntil) : (device.Failures, device.ShutUntil);
        if (device is null)
            person.CountTry(now);
        else
            device.CountTry(now);
        return await db.SaveOr(
            new Counted(() =>
            {
                if (device is null)
                    person.FirstStepPassed(failures, shutUntil);
                else
                    device.FirstStepPassed(failures, shutUntil);
            }),
            ct);
    }

    /// <summary>Not yet saved. The answer is what the browser is to carry.</summary>
    public async Task<string> SignedIn(Person person, KnownDevice? device, DateTime now, CancellationToken ct)
    {
        if (device is null)
        {
            person.SignedIn(now);
            device = await devices.Add(person.Id, now, ct);
        }
        else
        {
            person.SignedInOnKnownDevice(now);
            device.SignedIn(now);
        }
        return devices.Seal(device);
    }
}
