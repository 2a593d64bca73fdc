package io.cairo.plan;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SpecificationVersion;
import java.util.Map;
import java.util.Set;

/** A dialect of JSON Schema whose evaluations are counted by the {@link Budget} and whose patterns run in linear time. */
record BoundedDialect(Dialect dialect) implements Dialect {
    private static final EvaluatorFactory PATTERNS = new EvaluatorFactory.Builder()
            .withKeyword("pattern", LinearPatterns.Pattern::new)
            .withKeyword("patternProperties", LinearPatterns.Properties::new)
            .withKeyword("additionalProperties", LinearPatterns.Others::new)
            .build();

    @Override
    public EvaluatorFactory getEvaluatorFactory() {
        EvaluatorFactory own = EvaluatorFactory.compose(PATTERNS, dialect.getEvaluatorFactory());
        return (context, keyword, node) -> own.create(context, keyword, node).map(Counted::new);
    }

    @Override
    public SpecificationVersion getSpecificationVersion() {
        return dialect.getSpecificationVersion();
    }

    @Override
    public String getMetaSchema() {
        return dialect.getMetaSchema();
    }

    @Override
    public Set<String> getSupportedVocabularies() {
        return dialect.getSupportedVocabularies();
    }

    @Override
    public Set<String> getRequiredVocabularies() {
        return dialect.getRequiredVocabularies();
    }

    @Override
    public Map<String, Boolean> getDefaultVocabularyObject() {
        return dialect.getDefaultVocabularyObject();
    }

    private record Counted(Evaluator evaluator) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            Budget.enter();
            Result result = evaluator.evaluate(context, node);
            Budget.leave(); // an exception ends the check, so nobody misses it then
            return result;
        }

        @Override
        public int getOrder() {
            return evaluator.getOrder();
        }

        @Override
        @SuppressWarnings("deprecation") // the library still asks
        public Set<String> getVocabularies() {
            return evaluator.getVocabularies();
        }
    }
}
