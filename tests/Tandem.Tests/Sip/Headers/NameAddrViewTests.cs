using Tandem.Sip.Headers;
using Tandem.Tests.Sip.Messages;

namespace Tandem.Tests.Sip.Headers;

public sealed class NameAddrViewTests
{
    [Theory]
    [InlineData("sip:a@b", "", "sip:a@b", "", "")]
    [InlineData("sip:a@b;tag=1;x", "", "sip:a@b", ";tag=1;x", "1")]
    [InlineData(" <sip:a@b;transport=tcp> ; TAG = 1 ", "", "sip:a@b;transport=tcp", "; TAG = 1 ", "1")]
    [InlineData("\"A \\\" < B\" <sip:a@b>;tag=2", "A \\\" < B", "sip:a@b", ";tag=2", "2")]
    [InlineData("\"\"<sip:a@b>", "", "sip:a@b", "", "")]
    [InlineData("Al ice\t<tel:+44>;tag=3", "Al ice", "tel:+44", ";tag=3", "3")]
    [InlineData("Zoë (Amt) <sip:a@b>", "Zoë (Amt)", "sip:a@b", "", "")]
    [InlineData("sip:a@b;x=\"<;tag=9\";tag=4", "", "sip:a@b", ";x=\"<;tag=9\";tag=4", "4")]
    [InlineData("<sip:a@b?Subject=x>;tag=5", "", "sip:a@b?Subject=x", ";tag=5", "5")]
    [InlineData("<sip:a@b>;tag=6;tag=7", "", "sip:a@b", ";tag=6;tag=7", "6")]
    public void The_parts_are_read(string value, string display, string uri, string parameters, string tag)
    {
        NameAddrView.TryRead(value.Bytes(), out NameAddrView address).Should().BeTrue();
        address.Display.Text().Should().Be(display);
        address.Uri.Text().Should().Be(uri);
        address.Parameters.Text().Should().Be(parameters);
        address.Tag.Text().Should().Be(tag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("<>")]
    [InlineData("<sip:>")]
    [InlineData("<:a>")]
    [InlineData("<1sip:a>")]
    [InlineData("<sip:a@b")]
    [InlineData("sip:a@b>")]
    [InlineData("\"A <sip:a@b>")]
    [InlineData("\"A\" sip:a@b")]
    [InlineData("A \"B\" <sip:a@b>")]
    [InlineData("A, B <sip:a@b>")]
    [InlineData("<sip:a b@c>")]
    [InlineData("< sip:a@b>")]
    [InlineData("<sip:a@b> x")]
    [InlineData("<sip:a@b>;")]
    [InlineData("<sip:a@b>;tag=\"1")]
    [InlineData("<sip:a@b>;=1")]
    [InlineData("sip:a@b?x=y")]
    [InlineData("sip:a,b@c")]
    [InlineData("<sip:<a@b>>")]
    public void What_is_no_address_is_told(string value) => NameAddrView.TryRead(value.Bytes(), out _).Should().BeFalse();
}
