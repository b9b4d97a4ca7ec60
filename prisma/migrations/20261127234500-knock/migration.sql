-- Gives keys a knock within a larger statement (src/database/queue.ts). "insert" is the queue's own statement, which takes its jobs as one JSON
-- text. It returns the number of keys. Scripts are cut at every semicolon, so the body writes its own as \073.
CREATE FUNCTION "knock"("insert" text, "keys" text[]) RETURNS integer LANGUAGE plpgsql AS E'
BEGIN
  IF cardinality(keys) > 0 THEN
    EXECUTE "insert" USING (SELECT json_agg(json_build_object(''singletonKey'', key))::text FROM unnest(keys) AS key)\073
  END IF\073
  RETURN cardinality(keys)\073
END';
