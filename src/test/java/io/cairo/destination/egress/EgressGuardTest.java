package io.cairo.destination.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.destination.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
    private static final Map<String, String[]> NAMES = Map.of(
            "example.com", new String[] {"93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"},
            "xn--bcher-kva.example", new String[] {"93.184.215.14"},
            "rebind.example", new String[] {"93.184.215.14", "127.0.0.1"},
            "localhost", new String[] {"127.0.0.1", "::1"},
            "metadata.google.internal", new String[] {"169.254.169.254"},
            "mapped.example", new String[] {"::ffff:10.0.0.1"},
            "lan.example", new String[] {"10.1.2.3"});

    private final EgressGuard guard = new EgressGuard("", false, EgressGuardTest::resolve);

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        if (!NAMES.containsKey(host) && !host.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
            throw new UnknownHostException(host);
        }
        String[] found = NAMES.getOrDefault(host, new String[] {host});
        InetAddress[] addresses = new InetAddress[found.length];
        for (int i = 0; i < found.length; i++) {
            addresses[i] = InetAddress.getByName(found[i]);
        }
        return addresses;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com/hook?token=1",
                "HTTPS://EXAMPLE.com:443/",
                "https://example.com:8443/a%2fb",
                "https://xn--bcher-kva.example/",
                "https://93.184.215.14/",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/"
            })
    void letsPublicAddressesThrough(String url) throws Exception {
        assertThat(guard.vet(URI.create(url), Reach.WEB).addresses()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/_x",
                "ftp://example.com/",
                "jar:https://example.com!/",
                "javascript:alert(1)",
                "//example.com/",
                "https:/example.com",
                "https:example.com",
                "/etc/passwd",
                "https://user@example.com/",
                "https://user:password@example.com/",
                "https://example.com@127.0.0.1/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0/",
                "https://0.0.0.0/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://127.0.0.1./",
                "https://example.com./",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://rebind.example/",
                "https://lan.example/",
                "https://mapped.example/",
                "https://metadata.google.internal/",
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/",
                "https://100.64.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://192.0.0.1/",
                "https://192.0.2.1/",
                "https://192.88.99.1/",
                "https://198.18.0.1/",
                "https://198.51.100.1/",
                "https://203.0.113.1/",
                "https://224.0.0.1/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                "https://[::]/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b:1::1]/",
                "https://[100::1]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
                "https://[2002:7f00:1::]/",
                "https://[2002:a9fe:a9fe::1]/",
                "https://[fc00::1]/",
                "https://[fd12:3456::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[ff02::1]/",
                "https://example.com:22/",
                "https://example.com:0/",
                "https://example.com:99999/",
                "https://example.com:6379/",
                "https://example.com:5432/",
                "https://b\u00fccher.example/",
                "https://\uff11\uff12\uff17.0.0.1/",
                "https://127\u30020\u30020\u30021/",
                "https://ex_ample.com/",
                "https://-example.com/",
                "https://nowhere.example/",
                "https://:443/",
                "https:///path"
            })
    void refusesWhatIsNotPlainlyPublic(String url) {
        assertThatThrownBy(() -> guard.check("url", URI.create(url), Reach.WEB))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("url: ")
                .hasMessageNotContaining("127.0.0.1");
    }

    @Test
    void allowsTheRangesOfTheOperator() throws Exception {
        EgressGuard development = new EgressGuard("127.0.0.0/8, ::1/128", false, EgressGuardTest::resolve);

        assertThat(development
                        .vet(URI.create("http://localhost:9000/x"), Reach.WEB)
                        .port())
                .isEqualTo(9000);
        assertThatThrownBy(() -> development.vet(URI.create("https://10.0.0.1/"), Reach.WEB))
                .isInstanceOf(EgressRefused.class);
        assertThatThrownBy(() -> development.vet(URI.create("https://rebind.example:22/"), Reach.WEB))
                .isInstanceOf(EgressRefused.class);
    }

    @Test
    void allowsHttpWhereTheOperatorDoes() throws Exception {
        EgressGuard open = new EgressGuard("", true, EgressGuardTest::resolve);

        assertThat(open.vet(URI.create("http://example.com/x?y=1"), Reach.WEB).path())
                .isEqualTo("/x?y=1");
    }

    @Test
    void refusesARangeThatCannotBeRead() {
        assertThatThrownBy(() -> new EgressGuard("10.0.0.0/33", false, EgressGuardTest::resolve))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CAIRO_EGRESS_ALLOW");
        assertThatThrownBy(() -> new EgressGuard("example.com", false, EgressGuardTest::resolve))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void portsOfKnownServicesAreOpenToThoseWhoSpeakToThem() throws Exception {
        assertThat(guard.vet(URI.create("https://example.com:9200/_bulk"), Reach.web(9200))
                        .port())
                .isEqualTo(9200);
        assertThatThrownBy(() -> guard.vet(URI.create("https://example.com:9200/"), Reach.WEB))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("9200");
        assertThatThrownBy(() -> guard.vet(URI.create("https://example.com:5432/"), Reach.web(9200)))
                .isInstanceOf(EgressRefused.class);
    }

    @Test
    void schemesAreOpenToThoseWhoSpeakThem() throws Exception {
        Reach redis = new Reach(Set.of("redis", "rediss"), Set.of(6379));

        assertThat(guard.vet(URI.create("rediss://example.com/0"), redis).port())
                .isEqualTo(6379);
        assertThatThrownBy(() -> guard.vet(URI.create("redis://example.com/0"), redis))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("TLS");
        assertThatThrownBy(() -> guard.vet(URI.create("rediss://lan.example/0"), redis))
                .isInstanceOf(EgressRefused.class);
        assertThatThrownBy(() -> guard.vet(URI.create("https://example.com/"), redis))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("rediss://");
        assertThatThrownBy(() -> guard.vet(URI.create("rediss://example.com/0"), Reach.WEB))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("https:// or http://");
    }
}
