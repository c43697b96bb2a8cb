/* Types of the page's scripts: what the service answers, what Dash and its libraries leave on the window,
   and what the cards of the main page share. For the checker alone: no browser loads it. */

import type { components } from "../../build/api";

type Schemas = components["schemas"];

/** Whatever stands in the layout under an id or a class; which element it is, no type can know. */
type Part = HTMLElement &
  Pick<HTMLDialogElement, "open" | "showModal" | "close"> &
  Pick<HTMLInputElement, "disabled" | "value" | "select"> &
  Pick<HTMLAnchorElement, "href"> &
  Pick<HTMLImageElement, "src" | "alt"> &
  Pick<HTMLSelectElement, "selectedOptions"> &
  Pick<HTMLCanvasElement, "getContext" | "toDataURL">;

type Props = Record<string, unknown>;

/** What clientside callbacks are made of, https://dash.plotly.com/clientside-callbacks */
interface Clientside {
  set_props(id: string, props: Props): void;
  callback_context: {
    triggered: { prop_id: string }[];
    triggered_id: string;
    outputs_list: { id: string } | { id: string }[];
  };
  no_update: symbol;
  PreventUpdate: Error;
  [namespace: string]: any;
}

/** A drawing of Plotly's, once it has drawn there. */
interface Plot extends HTMLElement {
  data: any[];
  layout: any;
}

interface Drawer {
  react(box: Element, data: object[], layout: object, config?: object): Promise<Plot>;
  newPlot(box: Element, data: object[], layout: object, config?: object): Promise<Plot>;
  relayout(box: Element, changes: object): Promise<Plot>;
  restyle(box: Element, changes: object, traces?: number[]): Promise<Plot>;
  toImage(box: Element | object, options: object): Promise<string>;
  purge(box: Element): void;
}

/** What is read of the service, by its path; the first line that fits counts. */
interface Get {
  (path: "/catalog"): Promise<Schemas["Catalog"]>;
  (path: "/status"): Promise<Schemas["Status"]>;
  (path: `/runs?${string}`): Promise<Schemas["RunPage"]>;
  (path: `/runs/${string}/artifacts/${string}`): Promise<any>;
  (path: `/runs/${string}/epochs`): Promise<Schemas["EpochResult"][]>;
  (path: `/runs/${string}/evaluation`): Promise<Schemas["Evaluation"]>;
  (path: `/runs/${string}/landscapes`): Promise<Schemas["Landscape"][]>;
  (path: `/runs/${string}/previews`): Promise<Schemas["Preview"][]>;
  (path: `/runs/${string}`): Promise<Schemas["Run"]>;
  (path: `/landscapes/${string}/examples?${string}`): Promise<Schemas["ImageMap"]>;
  (path: `/landscapes/${string}`): Promise<Schemas["Landscape"]>;
  (path: string): Promise<any>;
}

/** Hears how far an answer is, with a first one where there is one; says whether to go on. */
type Heard<Answer> = (words: string, answer: Answer | null) => unknown;

/** What networks are asked, by its path; null where nobody wants the answer any more. */
interface Question {
  (path: `/runs/${string}/predictions`, body: object, part?: Heard<Schemas["Prediction"]>): Promise<Schemas["Prediction"] | null>;
  (path: `/runs/${string}/ensembles`, body: object, part?: Heard<Schemas["Ensemble"]>): Promise<Schemas["Ensemble"] | null>;
  (path: `/runs/${string}/solutions`, body: object, part?: Heard<Schemas["Solutions"]>): Promise<Schemas["Solutions"] | null>;
  (path: `/landscapes/${string}/disagreement`, body: object, part?: Heard<Schemas["Disagreement"]>): Promise<Schemas["Disagreement"] | null>;
  (path: string, body: object, part?: Heard<any>): Promise<any>;
}

declare global {
  type Bin = Schemas["Bin"];
  type Catalog = Schemas["Catalog"];
  type Evaluation = Schemas["Evaluation"];
  type Geometry = Schemas["Geometry"];
  type ImageMap = Schemas["ImageMap"];
  type Landscape = Schemas["Landscape"];
  type Prediction = Schemas["Prediction"];
  type Recipe = Schemas["Recipe"];
  type Run = Schemas["Run"];
  type RunGroup = Schemas["RunGroup"];

  /** One thing that is wrong; its pointer is empty where it is about the whole. */
  interface Fault {
    pointer: string;
    detail: string;
  }

  /** What a request comes back with: `body` as the service documents it, null where it said nothing. */
  interface Answer<Body = any> {
    ok: boolean;
    status: number;
    body: Body | null;
    problems: Fault[];
    working: boolean;
    seconds: number;
  }

  /** Values that the page knows, and who hears of them. */
  interface Store<Values> {
    get(): Values;
    set(changes: Partial<Values>): void;
    on(keys: (keyof Values)[], listen: (values: Values) => unknown): void;
  }

  /** Ends what it holds when the page shows something else. */
  interface Scope {
    add(end: () => unknown): unknown;
    ended(): boolean;
    end(): void;
  }

  /** A place in weight space; `weights/place.js` makes them. */
  interface PagePlace {
    kind: "t" | "member" | "coefficients" | "plane";
    point: object;
    x: number;
    y: number;
    t?: number;
    walk?: number;
    rim?: number;
    along?: number;
    member?: number;
    coefficients?: number[];
    mixed?: boolean;
    sigmas?: number[];
    cloud?: string;
    hollow?: boolean;
  }

  /** The way that ribbons follow: points to ask for, their positions, and what a position means. */
  interface RibbonWay {
    points: object[];
    at: number[];
    discrete: boolean;
    trail?: boolean;
    named?: boolean;
    breaks?: number[];
    ticks: { at: number; label: string; anchor: string }[];
    place(value: number, landscape: Landscape): PagePlace | null;
    value(place: PagePlace): number | null;
  }

  /** Test images that are shown, and what is said about them. */
  interface Gallery {
    order: string | null;
    indices: number[];
    subspace: Prediction;
    reference: Prediction | null;
    along: Prediction | null;
  }

  /** What the main page knows of a trained run. */
  interface PageState {
    run: Run;
    family: string;
    classes: string[];
    /** Whether the images have one channel. */
    ink: boolean;
    landscape: any;
    /** That is asked for; `weights/metrics.js` says which one is drawn. */
    metric: string;
    /** With the network where one stands. */
    disagreement: { landscape?: string; grid?: (number | null)[][]; images?: number; refused?: string } | null;
    /** How far the next of these is. */
    comparing: string;
    dimension: "map" | "3d";
    place: PagePlace | null;
    /** Whether a text that says where to go cannot be read. */
    refused: boolean;
    answer: Prediction | null;
    /** The place that `answer` is about. */
    answered: PagePlace | null;
    gallery: Gallery | null;
    selected: number;
    /** Index in the split of the test image under the hand, in whichever card. */
    hovered: number | null;
    pins: { a: PagePlace | null; b: PagePlace | null };
    basket: PagePlace[];
    /** Networks drawn by chance for the basket. */
    sample?: { count: number; concentration: number } | null;
    evaluation: Evaluation | null;
    /** Name of the set of images that the cards below are about. */
    imageSet: string | null;
    /** Test images that a card has asked about, by their index in the split. */
    known: Map<number, Record<string, number>> | null;
    subject: string;
    imageMap: ImageMap | null;
    /** Why the chosen image has no map. */
    left: string | null;
    order: string | null;
    way: RibbonWay | null;
  }

  /** What a card of the main page is given when a run opens. */
  interface Panel {
    state: Store<PageState>;
    catalog: Catalog;
    scope: Scope;
    move(place: PagePlace | null): void;
    /** Shows these test images. */
    choose(indices: number[], selected: number): Promise<boolean>;
  }

  /** A card that keeps more beside what it was given. */
  type Card = Panel & Record<string, any>;

  interface Window {
    dash_clientside: Clientside;
    dash_ag_grid: { getApi(id: string): any };
    dashAgGridComponentFunctions: Record<string, (params: any) => unknown>;
    Plotly?: Drawer;
    React: { createElement(kind: string, props: Props, ...children: unknown[]): unknown };
  }

  interface ParentNode {
    querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
    querySelector<K extends keyof SVGElementTagNameMap>(selectors: K): SVGElementTagNameMap[K] | null;
    querySelector(selectors: string): Part | null;
    querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
    querySelectorAll<K extends keyof SVGElementTagNameMap>(selectors: K): NodeListOf<SVGElementTagNameMap[K]>;
    querySelectorAll(selectors: string): NodeListOf<Part>;
  }

  /** Events of the page come from its elements. */
  interface EventTarget {
    closest?(selectors: string): Part | null;
    matches?(selectors: string): boolean;
  }
}
