// What a program does that knows the API by its OpenAPI document alone: types from openapi-typescript, calls by openapi-fetch.
// Usage: node built/client.js ADDRESS TOKEN
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./built/schema.js";

// Lists can be had as CSV and NDJSON as well; this program reads JSON.
type Json = "application/json" | "application/problem+json";
type RoadMap = components["schemas"]["RoadMap"];

const [address, token] = process.argv.slice(2);
assert(address && token, "Name the server's address and an editor's token.");
const reader = createClient<paths, Json>({ baseUrl: address, querySerializer: { array: { style: "form", explode: true } } });

async function listsAndFilters(): Promise<void> {
  const { data } = await reader.GET("/api/v1/road-maps/", {
    params: { query: { negotiation: ["union-state-2019"], as_of: "2019-12-20", status: ["disputed"] } },
  });
  assert(data);
  assert.deepEqual(data.results.map((roadMap) => roadMap.topic?.slug), ["gas", "oil", "tax"]);
  assert.equal(data.as_of, "2019-12-20");
  assert(data.results.every((roadMap) => roadMap.standing?.status === "disputed"));
}

async function readsOne(): Promise<void> {
  const { data, response } = await reader.GET("/api/v1/road-maps/{slug}/", { params: { path: { slug: "us19-gas-market" } } });
  assert(data && response.ok);
  assert.equal(data.title_basis, "attested");
  assert(data.claims.some((claim) => claim.relation === "in_force"));
}

async function walksThePages(): Promise<void> {
  const found: RoadMap[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const query = { negotiation: ["union-state-2019"], page_size: 10, ...(cursor && { cursor }) };
    const { data } = await reader.GET("/api/v1/road-maps/", { params: { query } });
    assert(data);
    found.push(...data.results);
    cursor = (data.next && new URL(data.next).searchParams.get("cursor")) || undefined;
    more = cursor !== undefined;
  }
  assert.equal(new Set(found.map((roadMap) => roadMap.slug)).size, 31);
  assert.equal(found.length, 31);
}

async function understandsAProblem(): Promise<void> {
  const { error, response } = await reader.GET("/api/v1/road-maps/", { params: { query: { topic: ["cheese"] } } });
  assert(error && response.status === 400);
  assert.equal(error.errors[0]?.name, "topic");
  assert(error.errors[0]?.allowed.includes("gas"));
}

async function writesAndIsToldWhenItIsTooLate(): Promise<void> {
  const writer = createClient<paths, Json>({ baseUrl: address!, headers: { Authorization: `Bearer ${token}` } });
  const peat = { slug: "peat-by-typescript", title: "Peat" };
  const created = await writer.POST("/api/v1/topics/", { params: { query: { reason: "a new subject" } }, body: peat });
  assert.equal(created.response.status, 201);
  assert.equal(created.data?.version, 1);

  const again = await writer.POST("/api/v1/topics/", { body: peat });
  assert.equal(again.error?.status, 409);

  const asRead = created.response.headers.get("ETag");
  assert(asRead);
  const params = { path: { slug: peat.slug }, header: { "If-Match": asRead } };
  const changed = await writer.PATCH("/api/v1/topics/{slug}/", { params, body: { title: "Peat and coal" } });
  assert.equal(changed.data?.version, 2);

  const tooLate = await writer.PATCH("/api/v1/topics/{slug}/", { params, body: { title: "Coal" } });
  assert.equal(tooLate.response.status, 412);
  assert.equal(tooLate.error?.status, 412);
}

await listsAndFilters();
await readsOne();
await walksThePages();
await understandsAProblem();
await writesAndIsToldWhenItIsTooLate();
