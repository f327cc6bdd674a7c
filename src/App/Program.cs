using Microsoft.Data.Sqlite;
using Npgsql;
using Stadtfunk.App;
using Stadtfunk.App.Data;
using Stadtfunk.App.Demo;
using Stadtfunk.App.Memory;
using Stadtfunk.App.Verbs;

FewArenas.Keep();
try
{
    if (Verb.Is(args))
        return await Verb.Do(args);
    var app = Town.Build(args);
    FreePort.Need(app.Services.GetRequiredService<Settings>());
    await DatabaseChoice.Migrate(app.Services, CancellationToken.None);
    var code = await FirstDay.Prepare(app.Services, CancellationToken.None);
    await app.StartAsync();
    var demo = await app.Services.GetRequiredService<DemoStart>().Open(Greeting.Address(app), CancellationToken.None);
    Greeting.Print(app, demo is null ? code : null, demo);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (WrongSetting wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (CannotDo no)
{
    await Console.Error.WriteLineAsync(no.Message);
    return 5;
}
catch (Exception failed) when ((failed as NpgsqlException ?? failed.InnerException) is NpgsqlException away)
{
    await Console.Error.WriteLineAsync(ConsoleWords.Of(
        $"PostgreSQL antwortet nicht wie erwartet: {away.Message}",
        $"PostgreSQL does not answer as expected: {away.Message}"));
    return 3;
}
catch (Exception failed) when ((failed as SqliteException ?? failed.InnerException) is SqliteException broken)
{
    await Console.Error.WriteLineAsync(ConsoleWords.Of(
        $"Die Datenbankdatei lässt sich nicht öffnen: {broken.Message}",
        $"The database file cannot be opened: {broken.Message}"));
    return 3;
}
catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync(ConsoleWords.Of(
        "Dieser Port ist schon belegt. Mit --port N wählen Sie einen anderen.",
        "This port is already in use. Choose another one with --port N."));
    return 4;
}
