package io.cairo.context;

import java.util.List;

/** A table by which a feature shows in the documentation what there is of it. CDI finds it, nothing else registers it. */
public interface Overview {

    /** Of the section: {@code Destinations}. */
    String title();

    /** A few sentences before the table. */
    String introduction();

    /** The heads of its columns. */
    List<String> columns();

    /** One text for each column; the first is shown as code. */
    List<List<String>> rows();
}
