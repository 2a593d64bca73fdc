package io.cairo.base;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations, by name: Liberty's class loader does not list folders, so Flyway cannot find them by itself. A test
 * compares this list with the folder.
 */
final class Scripts implements ResourceProvider {
    static final String FOLDER = "db/migration/";

    static final List<String> NAMES = List.of(
            "V001__namespace.sql",
            "V002__event.sql",
            "V003__api_key.sql",
            "V004__destination.sql",
            "V005__tenant.sql",
            "V006__rate_limit.sql",
            "V007__approval.sql",
            "V008__event_reading.sql",
            "V009__mcp_mail.sql",
            "V010__tracking_plan.sql",
            "V011__identity.sql",
            "V012__profile.sql",
            "V013__transformation.sql",
            "V014__privacy.sql",
            "V015__delivery_rules.sql",
            "V016__replay.sql",
            "V017__identity_indexes.sql",
            "V018__replay_and_pace.sql",
            "V019__delivery_attempt.sql",
            "V020__identifier_link.sql",
            "V021__set_aside_by_day.sql");

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return NAMES.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return NAMES.stream()
                .filter(name ->
                        name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(Script::new)
                .toList();
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            return new InputStreamReader(
                    Objects.requireNonNull(Scripts.class.getClassLoader().getResourceAsStream(FOLDER + name), name),
                    StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return FOLDER + name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
