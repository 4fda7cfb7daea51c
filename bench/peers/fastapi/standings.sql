-- $1 the negotiation, $2 the day
SELECT
    road_map.slug, road_map.sequence, road_map.number, road_map.title, road_map.title_basis, road_map.version,
    negotiation.slug AS negotiation, negotiation.title AS negotiation_title, negotiation.revision,
    topic.slug AS topic, topic.title AS topic_title,
    standing.slug AS claim, standing.status, standing.basis, standing.effective_on_first, standing.effective_on_last,
    first.effective_on_first AS since_first, first.effective_on_last AS since_last,
    coalesce(before.status, 'unrecorded') AS previous_status,
    coalesce(term.label, standing.status) AS label,
    coalesce(speaker.name, '') AS said_by,
    party.slug AS party, party.name AS party_name,
    beside.agreeing, beside.contradicting,
    disputed.topics AS disputed_on,
    evidence.sources
FROM roadmaps_roadmap AS road_map
JOIN roadmaps_negotiation AS negotiation ON negotiation.slug = road_map.negotiation_id
LEFT JOIN roadmaps_topic AS topic ON topic.slug = road_map.topic_id
LEFT JOIN LATERAL (
    SELECT * FROM roadmaps_statusclaim
    WHERE road_map_id = road_map.slug AND judgement = 'adopted' AND effective_on_last <= $2
    ORDER BY ledger_order DESC LIMIT 1
) AS standing ON true
LEFT JOIN LATERAL (
    SELECT status, ledger_order FROM roadmaps_statusclaim
    WHERE road_map_id = road_map.slug AND judgement = 'adopted' AND ledger_order < standing.ledger_order
        AND (status, disputed_on) <> (standing.status, standing.disputed_on)
    ORDER BY ledger_order DESC LIMIT 1
) AS before ON true
LEFT JOIN LATERAL (
    SELECT effective_on_first, effective_on_last FROM roadmaps_statusclaim
    WHERE road_map_id = road_map.slug AND judgement = 'adopted' AND ledger_order > coalesce(before.ledger_order, '')
    ORDER BY ledger_order LIMIT 1
) AS first ON true
LEFT JOIN LATERAL (
    SELECT
        count(*) FILTER (WHERE (status, disputed_on) = (standing.status, standing.disputed_on)) AS agreeing,
        count(*) FILTER (WHERE (status, disputed_on) <> (standing.status, standing.disputed_on)) AS contradicting
    FROM roadmaps_statusclaim
    WHERE road_map_id = road_map.slug AND judgement = 'recorded' AND about = '' AND effective_on_first <= reported_on_last
        AND effective_on_last BETWEEN standing.effective_on_last AND $2
) AS beside ON true
LEFT JOIN LATERAL (
    SELECT json_object_agg(slug, title) AS topics FROM roadmaps_topic
    WHERE standing.disputed_on <> '' AND slug = ANY(string_to_array(standing.disputed_on, ' '))
) AS disputed ON true
LEFT JOIN roadmaps_statement AS statement ON statement.slug = standing.statement_id
LEFT JOIN roadmaps_speaker AS speaker ON speaker.slug = statement.speaker_id
LEFT JOIN roadmaps_party AS party ON party.slug = statement.party_id
LEFT JOIN roadmaps_term AS term ON term.slug = standing.term_id
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'slug', source.slug, 'title', source.title, 'publisher', source.publisher, 'web_address', source.web_address, 'quality', source.quality
    ) ORDER BY cited.place) AS sources
    FROM (
        SELECT source_id, min(slug) AS place FROM roadmaps_citation WHERE statement_id = standing.statement_id GROUP BY source_id
    ) AS cited
    JOIN roadmaps_source AS source ON source.slug = cited.source_id
) AS evidence ON true
WHERE road_map.negotiation_id = $1
ORDER BY road_map.sequence
