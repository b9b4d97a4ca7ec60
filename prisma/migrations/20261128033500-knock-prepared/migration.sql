-- To plan the queue's statement takes longer than to carry it out, so it is prepared once for each connection. Its plan never ages: it reads
-- what it is given, and one row of the queue's settings.
CREATE OR REPLACE FUNCTION "knock"("insert" text, "keys" text[]) RETURNS integer LANGUAGE plpgsql AS E'
DECLARE
  prepared CONSTANT text := ''knock '' || md5("insert")\073
BEGIN
  IF cardinality(keys) > 0 THEN
    IF NOT EXISTS (SELECT FROM pg_prepared_statements WHERE name = prepared) THEN
      EXECUTE format(''PREPARE %I(text) AS %s'', prepared, "insert")\073
    END IF\073
    EXECUTE format(''EXECUTE %I(%L)'', prepared,
                   (SELECT json_agg(json_build_object(''singletonKey'', key)) FROM unnest(keys) AS key))\073
  END IF\073
  RETURN cardinality(keys)\073
END';
