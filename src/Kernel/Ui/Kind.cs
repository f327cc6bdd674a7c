namespace Stadtfunk.Kernel.Ui;

/// <summary>How something stands, in the desk's five tones. The word beside it says the same; colour alone never does.</summary>
public enum Kind
{
    /// <summary>Nothing to do, nothing known yet.</summary>
    Quiet,
    /// <summary>Proved to be good.</summary>
    Ok,
    /// <summary>Under way, or simply worth reading.</summary>
    Go,
    /// <summary>Please look.</summary>
    Ask,
    /// <summary>Broken, or a warning.</summary>
    Bad
}

/// <summary>The weight of a button: one primary per screen, danger asks before it acts, bare is an icon.</summary>
public enum ButtonKind { Primary, Quiet, Danger, Bare }

internal static class UiNames
{
    private static int last;

    public static string Css(this Kind kind) => kind switch
    {
        Kind.Ok => "ok",
        Kind.Go => "go",
        Kind.Ask => "ask",
        Kind.Bad => "bad",
        _ => "quiet"
    };

    public static string Css(this ButtonKind kind, bool small) => (kind switch
    {
        ButtonKind.Quiet => "btn quiet",
        ButtonKind.Danger => "btn danger",
        ButtonKind.Bare => "btn bare",
        _ => "btn"
    }) + (small ? " small" : "");

    /// <summary>An id that no other element of this process has.</summary>
    public static string NewId(string prefix) => prefix + "-" + Interlocked.Increment(ref last);
}
