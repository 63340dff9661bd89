namespace Loyalty.Application.Tests;

public sealed class CursorTests
{
    [Test]
    public void A_cursor_leads_back_to_its_position_in_its_own_list_alone()
    {
        var cursor = Cursor.Write("list?type=accrual", "42");
        Assert.That(Cursor.TryRead("list?type=accrual", cursor, out var position) ? position : null, Is.EqualTo("42"));
        Assert.That(Cursor.TryRead("list?type=expiry", cursor, out _), Is.False);
    }

    [Test]
    public void Any_change_of_a_cursor_is_noticed()
    {
        var cursor = Cursor.Write("list", "42");
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.That(Cursor.TryRead("list", changed, out _), Is.False, changed);
        }

        foreach (var wrong in new[] { "", "A", "AAAAAAAA", cursor + "A", cursor[..^1], "ü", "a b", cursor + "=",
            " " + cursor })
        {
            Assert.That(Cursor.TryRead("list", wrong, out _), Is.False, wrong);
        }
    }
}
