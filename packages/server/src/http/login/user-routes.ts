import { Hono, type Context } from "hono";
import type { Identity } from "../../context/identity.ts";

/** Gradio's routes that tell who is logged in, at the root and below `/gradio_api`. They are behind the login. */
export function userRoutes(userOf: (c: Context) => Identity | null): Hono {
  const routes = new Hono();
  for (const prefix of ["", "/gradio_api"]) {
    routes.get(`${prefix}/user`, (c) => c.json(userOf(c)?.user ?? null));
    // The cookie stays out of reach of scripts; this id of the login opens nothing.
    routes.get(`${prefix}/token`, (c) => c.json({ token: userOf(c)?.login ?? null, user: userOf(c)?.user ?? null }));
    for (const path of ["/login_check", "/login_check/"]) {
      routes.get(`${prefix}${path}`, (c) => c.json({ status: true }));
    }
  }
  return routes;
}
