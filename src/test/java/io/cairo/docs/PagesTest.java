package io.cairo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Problem;
import io.cairo.destination.ConnectorOverview;
import io.cairo.message.IngestRoutes;
import io.cairo.tool.EveryTool;
import io.cairo.tool.ToolEntry;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PagesTest {
    private static final List<ToolEntry> TOOLS = EveryTool.entries();
    private static final Surface SURFACE = new Surface(
            TOOLS,
            List.of(new Surface.Topic("events://recent", "Recent <events>", "The newest \"20\" & more")),
            List.of(new Surface.Topic("what_broke", "What broke", "Since a release")),
            List.of(new ConnectorOverview()));
    private static final Map<String, Rendered> RENDERED = DocsResource.render(SURFACE);
    private static final Set<String> LOADING = Set.of(
            "script", "img", "iframe", "object", "embed", "video", "audio", "source", "form", "base", "svg", "input");

    @ParameterizedTest
    @ValueSource(strings = {"", "docs"})
    void pagesLoadNothing(String path) {
        for (Element element : elements(path)) {
            assertThat(element.getTagName()).isNotIn(LOADING);
            if (element.getTagName().equals("link")) {
                assertThat(element.getAttribute("href")).startsWith("data:");
            }
            assertThat(element.getAttribute("style")).isEmpty();
        }
        assertThat(Style.SHEET).doesNotContain("url(", "@import").isEqualTo(Html.escaped(Style.SHEET));
    }

    /** The edges do not know each other, so the table is compared from outside. */
    @Test
    void namesEveryCodeOfJsonRpcThatThereIsAndNoOther() throws ReflectiveOperationException {
        Field code = Class.forName("io.cairo.mcp.Fault").getDeclaredField("code");
        code.setAccessible(true);
        Set<String> used = new TreeSet<>();
        for (Object fault : code.getDeclaringClass().getEnumConstants()) {
            if (code.getInt(fault) != 0) {
                used.add(String.valueOf(code.getInt(fault)));
            }
        }
        Set<String> told = elements("docs").stream()
                .filter(element -> element.getTagName().equals("td"))
                .map(Element::getTextContent)
                .filter(text -> text.matches("-32\\d{3}"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs"})
    void linksOfAPageLeadSomewhere(String path) {
        List<Element> elements = elements(path);
        List<String> ids = elements.stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(elements)
                .filteredOn(element -> element.getTagName().equals("a"))
                .isNotEmpty()
                .extracting(element -> element.getAttribute("href"))
                .allMatch(to -> to.startsWith("#") ? ids.contains(to.substring(1)) : Page.PLACES.containsKey(to));
    }

    @Test
    void documentationHasEveryToolWithEveryArgumentAndBothCalls() {
        String docs = parsed("docs").getDocumentElement().getTextContent();

        assertThat(TOOLS).isNotEmpty().allSatisfy(entry -> {
            assertThat(docs)
                    .contains(
                            entry.name(),
                            entry.tool().description(),
                            Curl.mcp(entry).text());
            assertThat(Rows.of(entry.arguments().schema()))
                    .allSatisfy(row -> assertThat(docs).contains(row.name(), row.doc(), row.type(), row.allowed()));
            Twin.of(entry)
                    .ifPresent(twin -> assertThat(docs).contains(Curl.rest(twin).text(), twin.path()));
        });
    }

    @Test
    void documentationHasEveryRouteAndEveryCode() {
        String docs = parsed("docs").getDocumentElement().getTextContent();

        assertThat(IngestRoutes.byPath().keySet()).allMatch(docs::contains);
        assertThat(Problem.Code.values()).allMatch(code -> docs.contains(code.wire()));
    }

    @Test
    void resourcesAndPromptsAreShownOnceThereAreSome() {
        assertThat(text("docs"))
                .contains("id=\"resources\"", "id=\"prompts\"", "Recent &lt;events&gt;", "&quot;20&quot; &amp; more");
        assertThat(text("llms.txt")).contains("## Resources", "- [events://recent](", "## Prompts");
        assertThat(new DocsPage(new Surface(TOOLS, List.of(), List.of(), List.of())).text())
                .doesNotContain("id=\"resources\"", "Prompts");
    }

    @Test
    void llmsTxtHasTheFormThatItShould() {
        List<String> lines = text("llms.txt").lines().toList();

        assertThat(lines.get(0)).isEqualTo("# Cairo");
        assertThat(lines.get(2)).startsWith("> ");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("- "))
                .allMatch(line -> line.matches("- \\[.+]\\(http://cairo.invalid/\\S*\\): .+"));
        assertThat(TOOLS)
                .allSatisfy(entry -> assertThat(lines)
                        .filteredOn(line -> line.startsWith("- [" + entry.name() + "]"))
                        .hasSize(1));
    }

    @Test
    void anAddressTakesThePlaceOfTheMarkerEverywhere() {
        BaseUrl url = new BaseUrl("https://cairo.example.com");

        assertThat(RENDERED.values()).allSatisfy(page -> {
            assertThat(new String(page.at(url), StandardCharsets.UTF_8)).doesNotContain("cairo.invalid");
            assertThat(page.tag(url)).isNotEqualTo(page.tag(new BaseUrl("http://cairo.example.com")));
        });
    }

    @Test
    void whatIsQuotedIsOneWordForAShell() {
        assertThat(Curl.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
        assertThat(Curl.encoded("a b/c&d")).isEqualTo("a%20b%2Fc%26d");
    }

    private static String text(String path) {
        return Objects.requireNonNull(RENDERED.get(path), path).text();
    }

    private static List<Element> elements(String path) {
        NodeList all = parsed(path).getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    /** As XML, which forgives nothing. */
    private static Document parsed(String path) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text(path))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(path + " is not well-formed", e);
        }
    }
}
