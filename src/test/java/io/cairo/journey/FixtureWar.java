package io.cairo.journey;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The product with {@code io.cairo.fixture} in it: tools that ask, take their time, or answer what no product would. */
final class FixtureWar {
    private FixtureWar() {}

    /** Writes it into that folder. */
    static Path in(Path folder) {
        Path war = folder.resolve("cairo.war");
        ShrinkWrap.create(ZipImporter.class, "fixture.war")
                .importFrom(new File(System.getProperty("cairo.war", "target/cairo.war")))
                .as(WebArchive.class)
                .addPackage("io.cairo.fixture")
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }
}
