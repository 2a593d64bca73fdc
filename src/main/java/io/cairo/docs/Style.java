package io.cairo.docs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How pages look, and the one thing that browsers may load with them. */
final class Style {
    /** Without any character that HTML or XML would read as its own. */
    static final String SHEET = """
            :root { color-scheme: light dark; --ground: #fff; --soft: #f5f5f3; --line: #dcdcd8; --ink: #1d1f21;
              --faint: #5c6166; --link: #0b5cad; --mark: #9a3b00; }
            @media (prefers-color-scheme: dark) { :root { --ground: #16181a; --soft: #1f2225; --line: #34383c;
              --ink: #e4e5e6; --faint: #9ca3a9; --link: #7db8f5; --mark: #f0a36b; } }
            * { box-sizing: border-box; }
            html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
            body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
            .page { display: grid; grid-template-columns: 15rem minmax(0, 46rem); gap: 3.5rem; max-width: 70rem;
              margin: 0 auto; padding: 0 1.5rem; }
            .page.plain { display: block; max-width: 49rem; }
            nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 2.75rem 0 2rem;
              font-size: .875rem; line-height: 1.4; }
            nav p { margin: 1.1rem 0 .25rem; font-weight: 600; }
            nav ul { list-style: none; margin: 0; padding: 0; }
            nav li { padding: .14rem 0; overflow-wrap: anywhere; }
            nav a { color: inherit; text-decoration: none; }
            nav a:hover { text-decoration: underline; }
            main { padding: 2rem 0 5rem; min-width: 0; }
            h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
            h1 { font-size: 2rem; margin: .25rem 0 .5rem; letter-spacing: -.01em; }
            h2 { font-size: 1.4rem; margin: 3.25rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
            h3 { font-size: 1.05rem; margin: 2.5rem 0 .35rem; overflow-wrap: anywhere; }
            h4 { font-size: .8125rem; margin: 1.1rem 0 .3rem; color: var(--faint); font-weight: 600; }
            p, ul, dl { margin: .5rem 0 .9rem; }
            ul { padding-left: 1.25rem; }
            a { color: var(--link); text-underline-offset: .15em; }
            .lead { font-size: 1.125rem; color: var(--faint); margin-top: 0; }
            .faint { color: var(--faint); font-size: .875rem; }
            code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .8125rem; }
            code { overflow-wrap: anywhere; }
            p code, li code, td code, h4 code { background: var(--soft); padding: .1em .3em; border-radius: 3px; }
            pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .75rem .9rem;
              margin: .4rem 0 .9rem; overflow-x: auto; line-height: 1.5; tab-size: 2; }
            h3 code { font-size: 1.05rem; }
            dt { margin-top: .55rem; }
            dt code { font-weight: 600; }
            dt span { color: var(--faint); font-size: .8125rem; margin-left: .5rem; }
            dt .required { color: var(--mark); }
            dd { margin: .05rem 0 0 1.1rem; }
            .facts { color: var(--faint); font-size: .875rem; margin: .1rem 0 .6rem; }
            td:first-child { white-space: nowrap; }
            .fields { list-style: none; padding: 0; columns: 17rem; column-gap: 1.5rem; font-size: .875rem; }
            .fields li { break-inside: avoid; padding: .1rem 0 .1rem 1.1rem; text-indent: -1.1rem; }
            .whole { white-space: nowrap; }
            .scroll { overflow-x: auto; margin: .5rem 0 1rem; }
            table { border-collapse: collapse; font-size: .875rem; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0;
              border-bottom: 1px solid var(--line); }
            th { color: var(--faint); font-weight: 600; }
            footer { color: var(--faint); font-size: .875rem; margin-top: 4rem; }
            @media (max-width: 58rem) { .page { display: block; padding: 0 1rem; }
              nav { position: static; max-height: none; padding: 1.5rem 0 0; columns: 10rem; column-gap: 1.5rem; }
              nav div { break-inside: avoid; } nav div:first-child p { margin-top: 0; }
              main { padding-top: .5rem; } h1 { font-size: 1.65rem; } }
            @media print { nav { display: none; } .page { display: block; max-width: none; padding: 0; }
              body { font-size: 10pt; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
              h2, h3, h4, dt { break-after: avoid; } pre, dd { break-inside: avoid; } a { color: inherit; } }
            """;

    /** The Content-Security-Policy of pages: this sheet, the icon in the page itself, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash()
            + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Style() {}

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(SHEET.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
