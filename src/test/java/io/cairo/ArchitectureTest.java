package io.cairo;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Set;

/** Imports point down, features stand alone, and names say what they name. */
@AnalyzeClasses(packages = "io.cairo", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] BASE = {"io.cairo.base..", "io.cairo.postgres.."};
    private static final String[] VOCABULARY = {
        "io.cairo.access..", "io.cairo.message..", "io.cairo.tool..", "io.cairo.context.."
    };
    private static final String[] FEATURES = {
        "io.cairo.key..",
        "io.cairo.tenant..",
        "io.cairo.limit..",
        "io.cairo.approval..",
        "io.cairo.account..",
        "io.cairo.event..",
        "io.cairo.destination..",
        "io.cairo.plan..",
        "io.cairo.identity..",
        "io.cairo.profile..",
        "io.cairo.transformation..",
        "io.cairo.suppression..",
        "io.cairo.audit.."
    };
    private static final String[] FLOWS = {
        "io.cairo.ingest..",
        "io.cairo.delivery..",
        "io.cairo.replay..",
        "io.cairo.explain..",
        "io.cairo.people..",
        "io.cairo.privacy..",
        "io.cairo.system.."
    };
    private static final String[] EDGES = {"io.cairo.mcp..", "io.cairo.rest..", "io.cairo.docs.."};
    private static final Set<String> FEATURE_NAMES = Set.of(
            "key",
            "tenant",
            "limit",
            "approval",
            "account",
            "event",
            "destination",
            "plan",
            "identity",
            "profile",
            "transformation",
            "suppression",
            "audit");

    @ArchTest
    static final ArchRule importsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.cairo..")
            .withOptionalLayers(true)
            .layer("base")
            .definedBy(BASE)
            .layer("vocabulary")
            .definedBy(VOCABULARY)
            .layer("features")
            .definedBy(FEATURES)
            .layer("flows")
            .definedBy(FLOWS)
            .layer("edges")
            .definedBy(EDGES)
            .whereLayer("edges")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("flows")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("flows")
            .whereLayer("vocabulary")
            .mayOnlyBeAccessedByLayers("features", "flows", "edges");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.cairo.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresStandAlone = slices().matching("io.cairo.(*)..")
            .namingSlices("$1")
            .that(describe("are features", slice -> FEATURE_NAMES.contains(slice.getDescription())))
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule connectorsKnowNoDatabaseAndNotEachOther = noClasses()
            .that()
            .resideInAPackage("io.cairo.destination.connector..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..", "org.apache.hc..");

    @ArchTest
    static final ArchRule onlyEdgesSpeakHttp = noClasses()
            .that()
            .resideOutsideOfPackages("io.cairo.mcp..", "io.cairo.rest..", "io.cairo.docs..", "io.cairo.ingest.http..")
            .and()
            .haveSimpleNameNotEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackage("io.cairo.base..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule toolboxesAreNamedSo =
            noClasses().that().implement("io.cairo.tool.Toolbox").should().haveSimpleNameNotEndingWith("Tools");

    @ArchTest
    static final ArchRule namesSayWhat =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|Controller)");
}
