using System.Security.Cryptography;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.People;

internal enum PersonState
{
    /// <summary>Has a link to choose a password, and no password yet.</summary>
    Invited,
    Active,

    /// <summary>Locked by an administrator; may do nothing until unlocked.</summary>
    Locked,

    /// <summary>Gone. The row stays, because what they wrote names them.</summary>
    Removed,
}

/// <summary>Somebody who can sign in.</summary>
internal sealed class Person : IVersioned, IAudited
{
    string IAudited.Called => Name;

    public const int NameLength = 80;
    public const int EmailLength = 254;

    /// <summary>Wrong passwords or codes in a row before the door shuts, and for how long. It shuts only the door: who is in stays in.</summary>
    public const int Tries = 5;
    public static readonly TimeSpan Shut = TimeSpan.FromMinutes(15);

    private Person() { }

    public Person(string name, string email, DateTime now)
    {
        Id = PersonId.New();
        Name = name;
        Email = email;
        EmailKey = KeyOf(email);
        State = PersonState.Invited;
        CreatedAt = now;
        NewStamp();
    }

    public PersonId Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";

    /// <summary>By this an address is found and unique, however it is written.</summary>
    public string EmailKey { get; private set; } = "";
    public PersonState State { get; private set; }
    public string? PasswordHash { get; private set; }

    /// <summary>In every cookie; a new one ends all sessions.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>Secret of the authenticator app, encrypted; null: no second step.</summary>
    public string? TotpKey { get; private set; }

    /// <summary>The time step of the last code that was taken: a code works once.</summary>
    public long TotpStep { get; private set; }
    public int Failures { get; private set; }
    public DateTime? ShutUntil { get; private set; }

    /// <summary>Wrong passwords at a screen that is open, apart from those at the door: neither can be used to shut the other.</summary>
    public int OwnFailures { get; private set; }
    public DateTime? OwnShutUntil { get; private set; }
    public DateTime CreatedAt { get; private set; }

    /// <summary>So that whoever manages people sees accounts that nobody needs any more.</summary>
    public DateTime? LastSignInAt { get; private set; }

    /// <summary>In which mails are written: "de" or "en"; null: the city's.</summary>
    public string? Language { get; private set; }
    public int Version { get; private set; }

    public bool HasSecondStep => TotpKey is not null;

    public static string KeyOf(string email) => email.Trim().ToUpperInvariant();

    /// <summary>May try to sign in at all, from wherever.</summary>
    public bool MaySignIn => State == PersonState.Active && PasswordHash is not null;

    public bool DoorIsShut(DateTime now) => !MaySignIn || now < ShutUntil;

    /// <summary>Counted and saved before the check, so that many guesses at the same time do not slip past the limit.</summary>
    public void CountTry(DateTime now)
    {
        if (++Failures < Tries)
            return;
        Failures = 0;
        ShutUntil = now + Shut;
    }

    /// <summary>The password was right but the second step is still to come: this try was no failure, earlier ones still count.</summary>
    public void FirstStepPassed(int failuresBefore, DateTime? shutBefore)
    {
        Failures = failuresBefore;
        ShutUntil = shutBefore;
    }

    public void SignedIn(DateTime now)
    {
        Failures = 0;
        ShutUntil = null;
        LastSignInAt = now;
    }

    /// <summary>On a device that was known: what strangers tried elsewhere still counts for them.</summary>
    public void SignedInOnKnownDevice(DateTime now) => LastSignInAt = now;

    /// <summary>False when so many were wrong that nothing is tried for a while; otherwise counted, to be saved before the check.</summary>
    public bool CountOwnTry(DateTime now)
    {
        if (!MaySignIn || now < OwnShutUntil)
            return false;
        if (++OwnFailures >= Tries)
            (OwnFailures, OwnShutUntil) = (0, now + Shut);
        return true;
    }

    public void OwnPasswordGiven() => (OwnFailures, OwnShutUntil) = (0, null);

    public void Rename(string name) => Name = name;

    public void Speak(string? language) => Language = string.IsNullOrEmpty(language) ? null : language;

    public void SetEmail(string email)
    {
        Email = email;
        EmailKey = KeyOf(email);
        NewStamp();
    }

    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        Failures = 0;
        ShutUntil = null;
        if (State == PersonState.Invited)
            State = PersonState.Active;
        NewStamp();
    }

    /// <summary>The same password, hashed anew with today's cost.</summary>
    public void Rehash(string hash) => PasswordHash = hash;

    public void ForgetPassword()
    {
        PasswordHash = null;
        NewStamp();
    }

    public void TurnOnSecondStep(string encryptedKey, long step)
    {
        TotpKey = encryptedKey;
        TotpStep = step;
        NewStamp();
    }

    public void TurnOffSecondStep()
    {
        TotpKey = null;
        TotpStep = 0;
        NewStamp();
    }

    public void UsedCode(long step) => TotpStep = step;

    public void Lock()
    {
        State = PersonState.Locked;
        NewStamp();
    }

    public void Unlock()
    {
        State = PasswordHash is null ? PersonState.Invited : PersonState.Active;
        Failures = 0;
        ShutUntil = null;
    }

    /// <summary>The name stays for the record; the address is forgotten and free again.</summary>
    public void Remove()
    {
        State = PersonState.Removed;
        Email = "";
        EmailKey = $"REMOVED {Id}";
        PasswordHash = null;
        TotpKey = null;
        LastSignInAt = null;
        NewStamp();
    }

    public void NewStamp() => Stamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
