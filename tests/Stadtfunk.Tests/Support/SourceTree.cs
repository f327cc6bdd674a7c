using System.Net;
using System.Net.Sockets;

namespace Stadtfunk.Tests.Support;

/// <summary>Where things lie in the checkout that these tests were built in.</summary>
public static class SourceTree
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>"Debug" or "Release", whichever the tests were built as.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string DllOf(string project, string folder = "tests", string? assembly = null)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var path = Path.Combine(Root, folder, project, "bin", Configuration, framework, (assembly ?? project) + ".dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{project} is not built as {Configuration}: dotnet build {folder}/{project} -c {Configuration}", path);
    }

    public static string Peer(string name) => Path.Combine(Root, "tests", "peers", name, "start");

    /// <summary>A loopback port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Stadtfunk.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException($"Stadtfunk.slnx is in no folder above {from}");
    }
}
