package io.cairo.tool;

/** A bean whose methods marked {@link Tool} are tools; CDI finds it, nothing else registers it. */
public interface Toolbox {

    /** The heading under which documentation lists these tools. */
    String title();
}
