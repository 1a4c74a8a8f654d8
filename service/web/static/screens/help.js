// Reading matter: only what stands around every screen.

import { screen } from "../core/shell.js";

screen(async () => {});
