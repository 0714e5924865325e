using TalusBot.Storage;
using TalusBot.Storage.Sqlite;

namespace TalusBot.Tests.Storage;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task A_refused_write_takes_no_other_with_it()
    {
        using var folder = new TemporaryFolder();
        using var file = SqliteFile.Open(folder.File("x.db"));
        await using (var commit = new GroupCommit(file, new StoreHealth(), "us", TimeProvider.System))
        {
            await commit.WriteAsync("", session => session.Execute("CREATE TABLE t (n BIGINT PRIMARY KEY)"));
            var writes = Enumerable.Range(0, 40).Select(n => commit.WriteAsync("", session =>
            {
                session.Execute("INSERT INTO t (n) VALUES (@n)", ("@n", (long)n));
                return n % 4 == 3 ? throw new InvalidOperationException("not this one") : n;
            })).ToList();

            foreach (var (write, n) in writes.Select((write, n) => (write, n)))
            {
                if (n % 4 == 3)
                {
                    await Assert.ThrowsAsync<InvalidOperationException>(() => write);
                }
                else
                {
                    Assert.Equal(n, await write);
                }
            }
        }

        using var reader = file.Connect();
        Assert.Equal(30, reader.QueryFirst("SELECT COUNT(*) FROM t", row => row.GetInt64(0)));
    }

    [Fact]
    public void What_is_noted_for_taking_back_a_write_stays_in_memory()
    {
        using var folder = new TemporaryFolder();
        using var file = SqliteFile.Open(folder.File("x.db"));
        using var session = file.Connect();
        Assert.Equal(2, session.QueryFirst("PRAGMA temp_store", row => row.GetInt64(0)));
    }
}
