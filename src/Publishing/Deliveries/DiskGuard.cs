using Microsoft.Extensions.Configuration;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Is there room to keep an intent? Below 50 MB nothing new is sent: an outcome that cannot be written down must not come about.</summary>
internal sealed class DiskGuard(IConfiguration settings) : IRoomToPublish
{
    private const long Least = 50L * 1024 * 1024;
    private readonly string directory = Path.GetFullPath(settings["Data:Directory"] ?? ".");

    public bool HasRoom
    {
        get
        {
            try
            {
                return new DriveInfo(directory).AvailableFreeSpace >= Least;
            }
            catch (Exception unreadable) when (unreadable is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // A drive that does not say how full it is: the write itself will tell.
                return true;
            }
        }
    }
}
