namespace Stadtfunk.App.Memory;

/// <summary>Whether the program is at rest and has something to give back, from what it used since the look before.</summary>
internal sealed class Rest
{
    /// <summary>Of one processor; a desk that is being worked at uses several times as much.</summary>
    public const double MostBusy = 0.1;

    /// <summary>So many collections of the youngest make it worth to look through the whole heap: some ten megabytes were used in between.</summary>
    public const int Worth = 3;

    private TimeSpan before;
    private int collected;

    /// <param name="passed">Since the look before.</param>
    /// <param name="used">Processor time of the process since its start.</param>
    /// <param name="collections">Collections of the youngest generation since its start.</param>
    public bool Reached(TimeSpan passed, TimeSpan used, int collections)
    {
        var busy = used - before > passed * MostBusy;
        before = used;
        if (busy || collections - collected < Worth)
            return false;
        collected = collections;
        return true;
    }

    /// <summary>What was collected to give it back is no sign of work.</summary>
    public void GaveBack(int collections) => collected = collections;
}
