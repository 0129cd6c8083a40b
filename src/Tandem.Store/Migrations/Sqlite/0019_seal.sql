-- Which key the secrets are sealed with: a text that it opens. No row: versions before this one wrote them in clear, and the next start seals them.
CREATE TABLE seal (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    proof      TEXT    NOT NULL
) STRICT;
