package io.cairo.plan;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The versions of JSON Schema that are known, all bounded. */
final class Drafts {
    static final String DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema";
    static final String DRAFT_2019 = "https://json-schema.org/draft/2019-09/schema";
    static final String DRAFT_7 = "http://json-schema.org/draft-07/schema";
    static final String DRAFT_6 = "http://json-schema.org/draft-06/schema";
    static final String DRAFT_4 = "http://json-schema.org/draft-04/schema";
    static final List<String> ALL = List.of(DRAFT_2020, DRAFT_2019, DRAFT_7, DRAFT_6, DRAFT_4);

    /** Nothing is ever loaded: there is no resolver but for these drafts themselves. */
    private static final ValidatorFactory BOUNDED = new ValidatorFactory()
            .withJsonNodeFactory(new JakartaJsonNode.Factory())
            .withDisabledSchemaValidation(true)
            .withDialect(new BoundedDialect(new Dialects.Draft4Dialect()))
            .withDialect(new BoundedDialect(new Dialects.Draft6Dialect()))
            .withDialect(new BoundedDialect(new Dialects.Draft7Dialect()))
            .withDialect(new BoundedDialect(new Dialects.Draft2019Dialect()))
            .withDialect(new BoundedDialect(new Dialects.Draft2020Dialect()));

    /** Holds the drafts' own schemas only. */
    private static final Validator OF_SCHEMAS = BOUNDED.createValidator();

    private Drafts() {}

    /** The draft that {@code $schema} names, however it is written; empty if it is none of these. */
    static Optional<String> named(String schema) {
        String plain = schema.endsWith("#") ? schema.substring(0, schema.length() - 1) : schema;
        String bare = plain.replaceFirst("^https?:", "");
        return ALL.stream()
                .filter(draft -> draft.replaceFirst("^https?:", "").equals(bare))
                .findFirst();
    }

    /** A validator that knows this one schema. */
    static Validator with(URI name, JsonObject schema) {
        Validator validator = BOUNDED.createValidator();
        validator.registerSchema(name, (Object) schema);
        return validator;
    }

    /** What the draft itself says about a schema. */
    static Validator.Result judge(String draft, JsonObject schema) {
        return OF_SCHEMAS.validate(URI.create(draft), (Object) schema);
    }
}
