-- The media's quality every few seconds, as Calls/Live/QualitySeries packs it. The last column: what lists read lies before it. NULL without.
ALTER TABLE cdr ADD COLUMN quality BLOB;
