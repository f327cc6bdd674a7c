using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.People;

/// <summary>Recognises the browsers of a person by what they carry: id of person and device, sealed. Without a row here the seal opens nothing.</summary>
internal sealed class KnownDevices(Db db, IDataProtectionProvider protection)
{
    private readonly IDataProtector seals = protection.CreateProtector("Organisation.KnownDevice");

    /// <summary>The person's device among what the browser carries; null when there is none. Asks the database only for seals that are ours.</summary>
    public async Task<KnownDevice?> Find(string email, IReadOnlyList<string> carried, DateTime now, CancellationToken ct)
    {
        var ids = Open(carried);
        if (ids.Count == 0)
            return null;
        var key = Person.KeyOf(email);
        return await Fresh(ids, now).SingleOrDefaultAsync(device => db.Set<Person>().Any(person => person.Id == device.Person && person.EmailKey == key), ct);
    }

    public async Task<KnownDevice?> Find(PersonId person, IReadOnlyList<string> carried, DateTime now, CancellationToken ct)
    {
        var ids = Open(carried);
        return ids.Count == 0 ? null : await Fresh(ids, now).SingleOrDefaultAsync(device => device.Person == person, ct);
    }

    /// <summary>A new one, not yet saved, in place of the one that was not used for longest when there are too many.</summary>
    public async Task<KnownDevice> Add(PersonId person, DateTime now, CancellationToken ct)
    {
        var before = await db.Set<KnownDevice>().Where(device => device.Person == person).OrderByDescending(device => device.UsedAt).ToListAsync(ct);
        db.RemoveRange(before.Skip(KnownDevice.PerPerson - 1));
        var device = new KnownDevice(person, now);
        db.Add(device);
        return device;
    }

    /// <summary>What the browser is given to carry.</summary>
    public string Seal(KnownDevice device) => seals.Protect($"{device.Person}|{device.Id}");

    private IQueryable<KnownDevice> Fresh(List<Guid> ids, DateTime now)
    {
        var from = now - KnownDevice.Lifetime;
        return db.Set<KnownDevice>().Where(device => ids.Contains(device.Id) && device.UsedAt > from);
    }

    private List<Guid> Open(IReadOnlyList<string> carried)
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var seal in carried)
            try
            {
                var parts = seals.Unprotect(seal).Split('|');
                ids[parts[0]] = Guid.Parse(parts[1]);
            }
            catch (CryptographicException)
            {
                // Made up, or from before the keys were lost: a stranger like any other.
            }
        return [.. ids.Values];
    }
}
