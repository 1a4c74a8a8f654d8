// One sentence and a way back.

import { screen } from "../core/shell.js";

screen(async () => {});
