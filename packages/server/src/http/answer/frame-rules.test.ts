import { expect, test } from "vitest";
import { cookieAttributes } from "../request/cookie-attributes.ts";
import { frameSources, guardFrames, isFramed } from "./frame-rules.ts";

const listed = { frameAncestors: ["https://huggingface.co", "https://*.example.com"] };

test("an open app may be embedded by all, any other by its own pages, unless somebody is listed", () => {
  expect(frameSources({}, true)).toBeNull();
  expect(frameSources({ frameAncestors: null }, false)).toBe("'self'");
  for (const isOpen of [true, false]) {
    expect(frameSources(listed, isOpen)).toBe("'self' https://huggingface.co https://*.example.com");
    expect(frameSources({ frameAncestors: [] }, isOpen)).toBe("'self'");
    expect(frameSources({ frameAncestors: ["*"] }, isOpen)).toBeNull();
  }
});

function guarded(before: Record<string, string>, sources: string | null): Record<string, string> {
  const headers = new Headers(before);
  guardFrames(headers, sources);
  return Object.fromEntries(headers);
}

test("what a browser could show says who may frame it, beside the policy that it has", () => {
  const html = { "content-type": "text/html; charset=utf-8" };
  expect(guarded(html, "'self'")).toEqual({
    ...html,
    "content-security-policy": "frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
  });
  expect(guarded({ "content-security-policy": "sandbox" }, "'self' https://a.example")).toEqual({
    "content-security-policy": "sandbox; frame-ancestors 'self' https://a.example",
  });
  expect(guarded(html, null)).toEqual(html);
  const json = { "content-type": "application/json" };
  expect(guarded(json, "'self'")).toEqual(json);
});

test("cookies are for frames where a listed page shows the app by https", () => {
  expect(isFramed("iframe", listed)).toBe(true);
  for (const dest of ["document", "empty", "image", "", undefined]) expect(isFramed(dest, listed)).toBe(false);
  for (const rules of [{}, { frameAncestors: null }, { frameAncestors: [] }]) {
    expect(isFramed("iframe", rules)).toBe(false);
  }
  expect(cookieAttributes("/app/", { secure: true, framed: true })).toBe(
    "Path=/app/; HttpOnly; SameSite=None; Secure; Partitioned",
  );
  expect(cookieAttributes("/app/", { secure: true, framed: false })).toBe("Path=/app/; HttpOnly; SameSite=Lax; Secure");
  expect(cookieAttributes("/app/", { secure: false, framed: true })).toBe("Path=/app/; HttpOnly; SameSite=Lax");
});
