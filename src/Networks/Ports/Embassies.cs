namespace Stadtfunk.Networks.Ports;

/// <summary>Who speaks with a network, by the network's key.</summary>
public sealed class Embassies(IEnumerable<IPublisher> publishers, IEnumerable<ISignIn> signIns)
{
    private readonly Dictionary<string, IPublisher> publishersByKey = publishers.ToDictionary(publisher => publisher.Network.Key);
    private readonly Dictionary<string, ISignIn> signInsByKey = signIns.ToDictionary(signIn => signIn.Network.Key);

    public IPublisher? Publisher(string key) => publishersByKey.GetValueOrDefault(key);

    public ISignIn? SignIn(string key) => signInsByKey.GetValueOrDefault(key);
}
