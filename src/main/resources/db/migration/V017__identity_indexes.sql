-- The namespace stands last in these: where it stood first, a plan that was made while a table was all but empty could take
-- any of them for any question, read all identifiers of the namespace, and was kept while the table grew.
DROP INDEX identifier_person;
CREATE INDEX identifier_person ON identifier (person_id, namespace_id);
DROP INDEX identity_link_a;
CREATE INDEX identity_link_a ON identity_link (a, left(b, 64), namespace_id);
DROP INDEX identity_link_b;
CREATE INDEX identity_link_b ON identity_link (b, namespace_id);
