// The calls of RetainWise, made from its OpenAPI document by `make client`. Change the protos instead of this file.

import { Options, Rest } from "./rest";

/** Customers with a similar probability. */
export interface CalibrationBand {
  /** Customers in the band. */
  count: number;
  /** Mean of their probabilities. */
  predicted: number;
  /** Share of them who left, with its 95 % interval (Wilson). */
  observed?: Estimate;
}

/** What one column of the user's file was taken for. */
export interface ColumnMapping {
  /** Position in the file, counted from 0. */
  index: number;
  /** The header as it stands in the file. */
  header: string;
  /** Name of the field of retainwise.scoring.v1.Customer; empty where the column is none of them. */
  field: string;
  /** What was decided. */
  decision: ColumnMappingDecision;
  /** How sure the mapper is that the decision is right, 0 to 1. */
  confidence: number;
  /** Unit of the values in the file, such as "months" or "years"; empty where the field has none. */
  unit: string;
  /** Why, in words for the user. */
  reason: string;
}

/** What was decided about a column. */
export type ColumnMappingDecision = "DECISION_UNSPECIFIED" | "AUTO" | "ASK" | "IGNORE";

/** What the user says one column is. */
export interface ConfirmedColumn {
  /** Position in the file, counted from 0. */
  index?: number;
  /** Name of the field of retainwise.scoring.v1.Customer; empty leaves the column out. */
  field?: string;
  /** Unit of the values in the file, such as "years". Empty means the suggested unit where the field is the suggested one, and the field's own unit elsewhere. */
  unit?: string;
}

/** What became of the file. */
export interface CreateUploadResponse {
  /** Id of the new upload. */
  upload_id: string;
  /** Id of the prediction that it becomes; readable as soon as scoring has taken it over. */
  prediction_id: string;
  /** "queued" where the file goes on to scoring, "needs_mapping" where a column has to be confirmed first. */
  status: string;
  /** The upload as GetUpload returns it. */
  upload?: Upload;
}

/** A customer in canonical fields. Every field but the id may be absent; an absent one costs coverage, not an error. As in a file, a number outside of its range counts as absent, and so do a text that says nothing, such as "N/A", and a date before 1900 or after 2199. */
export interface Customer {
  /** The user's own id of the customer, byte for byte. */
  customer_id?: string;
  /** Name of the customer. Never used for scoring. */
  customer_name?: string;
  /** E-mail address. Never used for scoring. */
  email?: string;
  /** Time since the customer signed up, in months. */
  tenure_months?: number;
  /** Recurring charge per month, in the customer's currency. */
  monthly_charges?: number;
  /** All charges so far, in the customer's currency. */
  total_charges?: number;
  /** Contract or billing interval as the user writes it, such as "Month-to-month". */
  contract_type?: string;
  /** How the customer pays, as the user writes it. */
  payment_method?: string;
  /** Plan or tier as the user writes it. */
  plan?: string;
  /** Seats or licences paid for. */
  seats_purchased?: number;
  /** Seats or licences in use. */
  seats_used?: number;
  /** Share of the product's features in use, 0 to 100. */
  feature_usage_score?: number;
  /** Days since the customer was last active. */
  last_activity_days_ago?: number;
  /** Day of the last activity, ISO 8601 (YYYY-MM-DD). */
  last_activity_date?: string;
  /** Logins in the last 30 days. */
  logins_last_30d?: number;
  /** Support tickets opened, in the period the user counts. */
  support_tickets?: number;
  /** Answer to the Net Promoter question, 0 to 10. */
  nps_score?: number;
  /** Customer satisfaction, 0 to 100. */
  csat_score?: number;
  /** Discount on the list price, 0 to 100. */
  discount?: number;
  /** Country as the user writes it. */
  country?: string;
  /** Industry as the user writes it. */
  industry?: string;
  /** Age of the customer. Never used by the baseline. */
  age?: number;
  /** Gender as the user writes it. Never used by the baseline. */
  gender?: string;
  /** Day of the signup, ISO 8601 (YYYY-MM-DD). */
  signup_date?: string;
  /** Whether the customer left: the label. Never used for scoring. */
  churned?: boolean;
  /** Day on which the customer left, ISO 8601 (YYYY-MM-DD). Never used for scoring. */
  churn_date?: string;
  /** Columns of your own by their header, for models that were trained with them; case, spaces and punctuation of a header do not matter. Numbers have a decimal point, dates are ISO 8601, yes and no may be written in any way. Other columns are ignored. */
  own?: Record<string, string>;
}

/** A customer's score with its reasons; the same values that stand in a scored file. */
export interface CustomerScore {
  /** The id that was sent. */
  customer_id: string;
  /** Probability that the customer leaves, 0 to 1. */
  churn_probability: number;
  /** The same in percent with one decimal, such as "73.4%". */
  churn_risk_pct: string;
  /** How urgent the customer is. */
  risk_level: CustomerScoreRiskLevel;
  /** What to do, such as "HIGH RISK: Offer an annual contract". */
  recommendation: string;
  /** What speaks for leaving, strongest first, as comma-separated phrases; empty where nothing does. */
  key_risks: string;
  /** What speaks for staying, strongest first, as comma-separated phrases; empty where nothing does. */
  strengths: string;
  /** Share of the model's weight that this customer's fields cover, 0 to 1; under 0.3 the score is hardly more than the average. */
  data_coverage: number;
  /** Version of the model that scored. */
  model_version: string;
}

/** How urgent the customer is. */
export type CustomerScoreRiskLevel = "RISK_LEVEL_UNSPECIFIED" | "LOW" | "MEDIUM" | "HIGH";

/** One customer being erased from all that is stored of a user. The customer's id is not kept. */
export interface Erasure {
  /** UUIDv7; newer erasures sort after older ones. */
  erasure_id: string;
  /** Whether all is done. It is not any more when a file is there that was being received when the erasure was asked for, until that one is done, too. */
  is_finished: boolean;
  /** Uploads that were there, or being received, when the erasure was asked for, and later corrections of them; each is gone through together with its prediction. */
  upload_count: number;
  /** How many of them are done. */
  done_count: number;
  /** Rows that were removed from uploaded files so far. */
  row_count: number;
  /** When the erasure was asked for. */
  create_time?: string;
  /** When it was finished; unset before. */
  finish_time?: string;
}

/** A measure with the ends of its 95 % interval. */
export interface Estimate {
  /** The measure. */
  value: number;
  /** Lower end. */
  low: number;
  /** Upper end. */
  high: number;
}

/** A trial of whether acting on scores keeps customers: some of them, the holdout, are left alone. */
export interface Experiment {
  /** UUID of the experiment. */
  experiment_id: string;
  /** Name for people. */
  display_name: string;
  /** Share of customers who go to the holdout, above 0 and at most 0.5. */
  holdout_share: number;
  /** Whether further files get the column experiment_group. */
  is_running: boolean;
  /** When it began. */
  create_time?: string;
  /** When it was finished. Unset while it runs. */
  finish_time?: string;
}

/** One group of an experiment. */
export interface ExperimentGroup {
  /** Customers of the group in the files that were scored; one who is in several files counts once for each. */
  scored_count: number;
  /** Customers of whom an outcome is known that is of a later day than the scoring that gave them a group, and than the first day of the experiment. Each counts once, also where the key of pseudonyms was changed between two files, as long as the older key was still there when the later outcomes came. */
  outcome_count: number;
  /** Of these, customers who left, by the outcome of any file. */
  churned_count: number;
  /** The share who left among those whose outcome is known, with its 95 % interval (Wilson). Unset while none is known. */
  churn_rate?: Estimate;
}

/** What an experiment has shown by now. */
export interface ExperimentResults {
  /** UUID of the experiment. */
  experiment_id: string;
  /** Customers whom one should act on. */
  treatment?: ExperimentGroup;
  /** Customers who are left alone. */
  holdout?: ExperimentGroup;
  /** Churn rate of the holdout less that of the treatment group, with the 95 % interval of Newcombe (1998, method 10). Above 0 the treatment keeps customers. Unset until an outcome of each group is known. */
  difference?: Estimate;
  /** What the outcomes say. */
  verdict: ExperimentResultsVerdict;
  /** The same in a sentence, with the figures. */
  sentence: string;
}

/** What the outcomes say. */
export type ExperimentResultsVerdict = "VERDICT_UNSPECIFIED" | "TOO_FEW" | "UNCLEAR" | "HELPS" | "HARMS";

/** What an upload of a file would make of it; nothing of it is stored. */
export interface Inspection {
  /** Base name of the file as the user sent it, without any folder. */
  filename: string;
  /** What an upload would be: ACCEPTED, or NEEDS_MAPPING. */
  status: UploadStatus;
  /** Size of the file in bytes; at most 52,428,800. */
  size_bytes: number;
  /** SHA-256 of the file, 64 lower-case hexadecimal digits. */
  sha256: string;
  /** Python name of the file's text encoding, such as "utf-8" or "cp1252". */
  encoding: string;
  /** The delimiter: comma, semicolon, tab or vertical bar. */
  delimiter: string;
  /** Physical line of the header, counted from 1. */
  header_row: number;
  /** Customers in the file; 0 where the mapping is in doubt, since rows are read only after that. */
  row_count: number;
  /** Columns in the file. */
  column_count: number;
  /** What each column was taken for, in file order. */
  columns: Array<ColumnMapping>;
  /** How often a cell or row would be changed, emptied or kept out; 0 where the mapping is in doubt. */
  problem_count: number;
  /** The first 100 problems: what would be lost or is in doubt before what would be read otherwise than it is written, each in file order. */
  problems: Array<Problem>;
  /** What has changed since the user confirmed this layout, in words; empty for a new layout. */
  notices: Array<string>;
  /** All problems, counted by column and rule. */
  problem_counts: Array<ProblemCount>;
}

/** A column that was not learned from. */
export interface LeftOutColumn {
  /** Its header, or the canonical field it was mapped to. */
  name: string;
  /** Why, as a sentence. */
  reason: string;
}

/** A page of experiments. */
export interface ListExperimentsResponse {
  /** Experiments, newest first. */
  experiments: Array<Experiment>;
  /** Token of the next page; empty on the last one. */
  next_page_token: string;
  /** Experiments on all pages together. */
  total_size: number;
}

/** A page of mappings. */
export interface ListMappingsResponse {
  /** Mappings, newest first. */
  mappings: Array<Mapping>;
  /** Token of the next page; empty on the last one. */
  next_page_token: string;
  /** Mappings on all pages together. */
  total_size: number;
}

/** A page of models. */
export interface ListModelsResponse {
  /** Models, newest first. */
  models: Array<Model>;
  /** Token of the next page; empty on the last one. */
  next_page_token: string;
  /** Models on all pages together. */
  total_size: number;
}

/** A page of predictions. */
export interface ListPredictionsResponse {
  /** Predictions, newest first. */
  predictions: Array<Prediction>;
  /** Token of the next page; empty on the last one. */
  next_page_token: string;
  /** Predictions on all pages together. */
  total_size: number;
}

/** A page of trainings. */
export interface ListTrainingsResponse {
  /** Trainings, newest first. */
  trainings: Array<Training>;
  /** Token of the next page; empty on the last one. */
  next_page_token: string;
  /** Trainings on all pages together. */
  total_size: number;
}

/** A page of uploads. */
export interface ListUploadsResponse {
  /** Uploads, newest first, without columns and problems. */
  uploads: Array<Upload>;
  /** Token of the next page; empty on the last one. */
  next_page_token: string;
  /** Uploads on all pages together. */
  total_size: number;
}

/** What a user once confirmed about the columns of a layout; files with the same headers are mapped by it without asking. */
export interface Mapping {
  /** UUIDv7; newer mappings sort after older ones. */
  mapping_id: string;
  /** Name of the file with which the mapping was last confirmed. */
  filename: string;
  /** The columns of the layout, in the order of that file. */
  columns: Array<RememberedColumn>;
  /** When a mapping of this layout was first confirmed. */
  create_time?: string;
  /** When it was last confirmed. */
  update_time?: string;
}

/** What predictions are worth. */
export interface Measures {
  /** Area under the ROC curve: the share of pairs of a leaver and a stayer that stand in the right order. */
  auc?: Estimate;
  /** Mean negative logarithm of the probability given to what happened. */
  log_loss?: Estimate;
  /** Mean squared difference between probability and outcome. */
  brier?: Estimate;
  /** Expected calibration error: mean difference between probability and observed share, over ten bins. */
  calibration_error?: Estimate;
  /** Share of leavers in the tenth with the highest probability, over the share of leavers among all. */
  lift_top_decile?: Estimate;
}

/** One version of a scoring model. */
export interface Model {
  /** UUID of the model. */
  model_id: string;
  /** Number of the version, counted from 1 among its owner's; the baseline is 1, and so is a user's first own model. */
  version: number;
  /** Name for people. */
  display_name: string;
  /** How the model came to be. */
  kind: ModelKind;
  /** Whether new predictions are scored with it. */
  is_active: boolean;
  /** SHA-256 of the model file, 64 lower-case hexadecimal digits; scoring stores the file under it. */
  digest: string;
  /** Features the model reads, in the model's order. */
  features: Array<string>;
  /** When it was registered. */
  create_time?: string;
  /** How it was measured, and what it learned from. Set for TRAINED models. */
  report?: TrainingReport;
  /** UUID of the training it came from. Empty for the baseline. */
  training_id: string;
}

/** How a model came to be. */
export type ModelKind = "KIND_UNSPECIFIED" | "BASELINE" | "TRAINED";

/** What became of outcomes that were sent. */
export interface OutcomeReceipt {
  /** UUID of the prediction they belong to. */
  prediction_id: string;
  /** Outcomes that were read. */
  outcome_count: number;
  /** Of these, customers of the prediction. */
  matched_count: number;
  /** Of these, customers whom the prediction does not have; they are passed over. */
  unmatched_count: number;
  /** Lines about a customer whom a later line was about again; the last one counts. */
  repeated_count: number;
  /** Matched customers whose outcome was not known before. */
  new_count: number;
  /** Matched customers whose outcome was known, and is another now, or of another day. */
  changed_count: number;
}

/** What is known of a user's customers, all predictions together. */
export interface OutcomeSummary {
  /** Outcomes that are known. */
  outcome_count: number;
  /** Those of customers who left. */
  churned_count: number;
  /** Predictions that have outcomes. */
  prediction_count: number;
  /** The first and the last day that an outcome is of, as YYYY-MM-DD; empty where there is none. */
  first_day: string;
  /** See first_day. */
  last_day: string;
}

/** One scoring of one uploaded file. */
export interface Prediction {
  /** UUIDv7, chosen by ingest at the upload. */
  prediction_id: string;
  /** The upload that is scored. */
  upload_id: string;
  /** File name of the upload. */
  filename: string;
  /** Customers in the file. */
  row_count: number;
  /** Where the prediction stands. */
  status: PredictionStatus;
  /** Customers scored so far by the present attempt. */
  scored_count: number;
  /** How many customers came out High, Medium and Low. Set once it is COMPLETED. */
  risk_counts?: PredictionRiskCounts;
  /** Version of the model that scored. Set once a worker has begun. */
  model_version: string;
  /** Why it failed. Set only when it is FAILED. */
  failure?: PredictionFailure;
  /** When ingest handed it over. */
  create_time?: string;
  /** When the first worker began. Unset while QUEUED. */
  start_time?: string;
  /** When it became final. Unset before. */
  finish_time?: string;
  /** What of the file is unlike the one that the model learned from, in the order of the model's features. Empty for the baseline, which learned from none. Set once it is COMPLETED. */
  warnings: Array<PredictionWarning>;
}

/** Why a prediction failed. */
export interface PredictionFailure {
  /** Code from the error catalogue, such as "ERR-2004". */
  code: string;
  /** What went wrong and what to do, in words for the user. */
  message: string;
}

/** Customers by risk level. */
export interface PredictionRiskCounts {
  /** Customers with a probability of 0.6 and above. */
  high: number;
  /** Customers with a probability from 0.3 to below 0.6. */
  medium: number;
  /** Customers with a probability below 0.3. */
  low: number;
}

/** Where a prediction stands. QUEUED and RUNNING are followed by one of the others, which are final. */
export type PredictionStatus = "STATUS_UNSPECIFIED" | "QUEUED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";

/** Something in the file that the model did not learn from, so that its scores may be worth less. */
export interface PredictionWarning {
  /** What does not fit. */
  kind: PredictionWarningKind;
  /** Header of the column, or name of the field. */
  column: string;
  /** What was found, and what it was in training, in words for the user. */
  message: string;
}

/** What does not fit. */
export type PredictionWarningKind = "KIND_UNSPECIFIED" | "MISSING_COLUMN" | "OTHER_UNIT" | "UNSEEN_CATEGORIES" | "MORE_MISSING" | "SHIFTED";

/** How good a prediction was, measured on the outcomes that are known by now. */
export interface PredictionQuality {
  /** UUID of the prediction. */
  prediction_id: string;
  /** Version of the model that scored. */
  model_version: string;
  /** Customers whose outcome is known. */
  outcome_count: number;
  /** Those who left. */
  churned_count: number;
  /** Area under the ROC curve. Unset while nobody left or nobody stayed. */
  auc?: Estimate;
  /** Share of leavers in the tenth with the highest probability, over the share among all. Of customers with equal probabilities at the border of the tenth, the part inside has their share of leavers. Unset like auc. */
  lift_top_decile?: Estimate;
  /** Expected calibration error: mean difference between probability and observed share, over the bands. */
  calibration_error: number;
  /** Customers by predicted probability, from the lowest, in up to ten bands. They are of the same size but for this: those with equal probabilities are in one band. */
  bands: Array<CalibrationBand>;
}

/** What a scored file says as a whole. Revenue is what customers pay a month (monthly_charges), in the currency of the file. Revenue at risk is each customer's times the customer's churn probability. Whose payment is not known adds nothing to revenues. */
export interface PredictionSummary {
  /** UUID of the prediction. */
  prediction_id: string;
  /** Version of the model that scored. */
  model_version: string;
  /** All customers together. */
  total?: PredictionSummarySegment;
  /** The customers by risk level: "High", "Medium", "Low". */
  levels: Array<PredictionSummarySegment>;
  /** How many customers have a churn probability in each of 20 equal bins from 0 to 1. */
  histogram: Array<number>;
  /** The reasons that most customers have among their strongest, the most common first; 10 at most. */
  drivers: Array<PredictionSummaryDriver>;
  /** The customers of level High and Medium with the greatest revenue at risk, the greatest first; 20 at most. Where no revenue is known, those with the highest probability. Customers in the holdout of an experiment are not among them, nor are those who have left already, as the file says. */
  customers_at_risk: Array<PredictionSummaryCustomerAtRisk>;
  /** The customers by plan, the greatest revenue at risk first; 20 at most, then "Others". Empty where the file has no plan. */
  plans: Array<PredictionSummarySegment>;
  /** The same by country. Empty where the file has no country. */
  countries: Array<PredictionSummarySegment>;
  /** Mean over all customers of the share of the model's weight that their fields cover, 0 to 1. */
  mean_data_coverage: number;
  /** That share for the customer of whom least is known. */
  least_data_coverage: number;
  /** How many customers have left already by a column of the file that says so; they are scored and counted like all others. */
  left_count: number;
}

/** A customer who may be lost. */
export interface PredictionSummaryCustomerAtRisk {
  /** The customer's score, as in the file. */
  score?: CustomerScore;
  /** What the customer pays a month; absent where it is not known. */
  revenue?: number;
  /** What of it is at risk. */
  revenue_at_risk: number;
}

/** A reason to leave. */
export interface PredictionSummaryDriver {
  /** The reason as it stands in key_risks. */
  reason: string;
  /** How many customers have it among their strongest. */
  customer_count: number;
  /** Their revenue at risk. */
  revenue_at_risk: number;
}

/** Some of the customers. */
export interface PredictionSummarySegment {
  /** Name of the level, plan or country; "Unknown" where a customer has none. */
  name: string;
  /** How many customers there are. */
  customer_count: number;
  /** How many of them are High. */
  high_count: number;
  /** Their mean churn probability, 0 to 1. */
  mean_churn_probability: number;
  /** How many of them have a known revenue. */
  paying_count: number;
  /** What they pay a month together. */
  revenue: number;
  /** What of it is at risk. */
  revenue_at_risk: number;
}

/** Something in the file that was changed, emptied or kept out. It never repeats the value. */
export interface Problem {
  /** Physical line of the file, counted from 1. */
  line: number;
  /** Header of the column; empty where the whole row is meant. */
  column: string;
  /** Name of the rule, such as "not_a_number" for what was lost, or "decimal_comma" for what was read otherwise than it is written. */
  rule: string;
  /** What was wrong and what was done about it, in words for the user. */
  message: string;
}

/** How often one rule applied to one column. */
export interface ProblemCount {
  /** Header of the column; empty where whole rows are meant. */
  column: string;
  /** Name of the rule. */
  rule: string;
  /** How many cells or rows. */
  count: number;
  /** Physical line of the first, counted from 1. */
  first_line: number;
  /** They were understood, and read otherwise than they are written, such as "1.234,50 €"; else something was lost or is in doubt. */
  is_coercion: boolean;
  /** What was found and what was done about it, in words for the user. */
  message: string;
}

/** What one column of a layout was confirmed to be. */
export interface RememberedColumn {
  /** The header as it stood in the file. */
  header: string;
  /** Name of the field of retainwise.scoring.v1.Customer; empty where the column is left out. */
  field: string;
  /** Unit of the values in the file; empty where the field has none or it is the field's own. */
  unit: string;
}

/** Their scores. */
export interface ScoreCustomersResponse {
  /** One score for each customer, in the order of the request. */
  scores: Array<CustomerScore>;
}

/** One training of a model on a user's own outcomes. */
export interface Training {
  /** UUIDv7 of the training. */
  training_id: string;
  /** Name of the model to be, for people. */
  display_name: string;
  /** The predictions whose customers are learned from; empty for all whose outcomes are known. */
  prediction_ids: Array<string>;
  /** Where the training stands. */
  status: TrainingStatus;
  /** Share done, 0 to 1. */
  progress: number;
  /** What is being done, in words; empty before and after. */
  step: string;
  /** What came of it. Set once it is COMPLETED. */
  report?: TrainingReport;
  /** The model that was made. Empty before it is COMPLETED, and where there were too few outcomes for any. */
  model_id: string;
  /** Why it failed. Set only when it is FAILED. */
  failure?: TrainingFailure;
  /** When it was asked for. */
  create_time?: string;
  /** When the first worker began. Unset while QUEUED. */
  start_time?: string;
  /** When it became final. Unset before. */
  finish_time?: string;
}

/** Why a training failed. */
export interface TrainingFailure {
  /** Code from the error catalogue, such as "ERR-2011". */
  code: string;
  /** What went wrong and what to do, in words for the user. */
  message: string;
}

/** Where a training stands. QUEUED and RUNNING are followed by one of the others, which are final. */
export type TrainingStatus = "STATUS_UNSPECIFIED" | "QUEUED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";

/** What came of a training: how good the model is beside its rivals, measured on customers that it did not see. */
export interface TrainingReport {
  /** Whether the model may be used. */
  verdict: TrainingReportVerdict;
  /** The verdict with its figures, for people. */
  sentence: string;
  /** Who was held out. */
  validation: TrainingReportValidation;
  /** Customers whose outcome was known. */
  row_count: number;
  /** Those of them who left. */
  positive_count: number;
  /** First day on which the customers were observed, as YYYY-MM-DD; empty where nothing is known of anybody. */
  first_day: string;
  /** Last such day. */
  last_day: string;
  /** Columns that were not learned from. */
  left_out: Array<LeftOutColumn>;
  /** Columns of the model, strongest first. */
  used: Array<string>;
  /** Measures of the trained model. Unset where nothing was trained, as are those of its rivals. */
  trained?: Measures;
  /** Measures of the baseline on the same customers. */
  baseline?: Measures;
  /** Measures of a logistic regression on the same customers. */
  logistic?: Measures;
  /** Difference in AUC of the trained model to the baseline, on the same customers. */
  gain?: Estimate;
}

/** Who was held out. */
export type TrainingReportValidation = "VALIDATION_UNSPECIFIED" | "LATER_PERIOD" | "CROSS_VALIDATION";

/** Whether the model may be used. */
export type TrainingReportVerdict = "VERDICT_UNSPECIFIED" | "WIN" | "NO_SIGNAL" | "TOO_FEW";

/** One customer file as it was received, and what ingest understood of it. */
export interface Upload {
  /** UUIDv7; newer uploads sort after older ones. */
  upload_id: string;
  /** The prediction that this upload becomes; chosen by ingest, so that the hand-over may be repeated. */
  prediction_id: string;
  /** Base name of the file as the user sent it, without any folder. */
  filename: string;
  /** Where the upload stands. */
  status: UploadStatus;
  /** Size of the raw file in bytes; at most 52,428,800. */
  size_bytes: number;
  /** SHA-256 of the raw file, 64 lower-case hexadecimal digits. */
  sha256: string;
  /** Customers in the file: rows below the header, without those that were kept out. */
  row_count: number;
  /** Columns in the file. */
  column_count: number;
  /** Python name of the file's text encoding, such as "utf-8" or "cp1252". */
  encoding: string;
  /** The delimiter: comma, semicolon, tab or vertical bar. */
  delimiter: string;
  /** Physical line of the header, counted from 1. */
  header_row: number;
  /** What each column was taken for, in file order. Empty in lists. */
  columns: Array<ColumnMapping>;
  /** How often a cell or row was changed, emptied or kept out. */
  problem_count: number;
  /** The first 100 problems: what was lost or is in doubt before what was read otherwise than it is written, each in file order. Empty in lists. */
  problems: Array<Problem>;
  /** When the upload was stored. */
  create_time?: string;
  /** What has changed since the user confirmed this layout, in words; empty for a new layout and in lists. */
  notices: Array<string>;
  /** All problems, counted by column and rule. Empty in lists, and for uploads that were prepared before there were such counts. */
  problem_counts: Array<ProblemCount>;
}

/** Where an upload stands. */
export type UploadStatus = "STATUS_UNSPECIFIED" | "ACCEPTED" | "NEEDS_MAPPING";

/** The API; `token` gives the bearer token of the signed-in user. */
export class RetainWise {
  private readonly rest: Rest;

  constructor(base: string, token: () => string | Promise<string>) {
    this.rest = new Rest(base, token);
  }

  /** Begins an experiment: files that are scored from now on get the column experiment_group, "treatment" or "holdout". */
  createExperiment(json: { display_name?: string; holdout_share?: number; request_id?: string }, options: Options = {}): Promise<Experiment> {
    return this.rest.json("POST", `/v1/experiments`, { ...options, json });
  }

  /** Lists the caller's experiments, newest first. */
  listExperiments(query: { page_size?: number; page_token?: string } = {}, options: Options = {}): Promise<ListExperimentsResponse> {
    return this.rest.json("GET", `/v1/experiments`, { ...options, query });
  }

  /** Returns one experiment. */
  getExperiment(experiment_id: string, options: Options = {}): Promise<Experiment> {
    return this.rest.json("GET", `/v1/experiments/${encodeURIComponent(experiment_id)}`, { ...options });
  }

  /** Finishes an experiment: further files have no groups, and outcomes of its files still count. */
  finishExperiment(experiment_id: string, json: Record<string, never>, options: Options = {}): Promise<Experiment> {
    return this.rest.json("POST", `/v1/experiments/${encodeURIComponent(experiment_id)}:finish`, { ...options, json });
  }

  /** Compares the groups by the outcomes that are known by now. */
  getExperimentResults(experiment_id: string, options: Options = {}): Promise<ExperimentResults> {
    return this.rest.json("GET", `/v1/experiments/${encodeURIComponent(experiment_id)}:results`, { ...options });
  }

  /** Returns one model. */
  getModel(model_id: string, options: Options = {}): Promise<Model> {
    return this.rest.json("GET", `/v1/models/${encodeURIComponent(model_id)}`, { ...options });
  }

  /** Returns the model that the caller's next prediction is scored with. */
  getActiveModel(options: Options = {}): Promise<Model> {
    return this.rest.json("GET", `/v1/models:active`, { ...options });
  }

  /** Lists the caller's models and the shared ones, newest first. */
  listModels(query: { page_size?: number; page_token?: string } = {}, options: Options = {}): Promise<ListModelsResponse> {
    return this.rest.json("GET", `/v1/models`, { ...options, query });
  }

  /** Makes a model the one that the caller's further predictions are scored with. */
  promoteModel(model_id: string, json: Record<string, never>, options: Options = {}): Promise<Model> {
    return this.rest.json("POST", `/v1/models/${encodeURIComponent(model_id)}:promote`, { ...options, json });
  }

  /** Takes a promotion back: what was active before the model is active again. */
  rollbackModel(model_id: string, json: Record<string, never>, options: Options = {}): Promise<Model> {
    return this.rest.json("POST", `/v1/models/${encodeURIComponent(model_id)}:rollback`, { ...options, json });
  }

  /** Tells who of a prediction's customers left: as text/csv with the columns customer_id, churned and, if known, date; or as application/json {"outcomes": [{"customer_id": "17", "churned": true, "date": "2026-06-30"}]}. */
  createOutcomes(list: Blob | { outcomes: Array<{ customer_id: string; churned: boolean; date?: string }> }, query: { prediction_id?: string; request_id?: string } = {}, options: Options = {}): Promise<OutcomeReceipt> {
    return this.rest.json("POST", `/v1/outcomes`, { ...options, ...(list instanceof Blob ? { file: list } : { json: list }), query });
  }

  /** Sums up what is known of the caller's customers. */
  getOutcomeSummary(options: Options = {}): Promise<OutcomeSummary> {
    return this.rest.json("GET", `/v1/outcomes:summary`, { ...options });
  }

  /** Says how good a prediction was, by the outcomes that are known by now. */
  getPredictionQuality(prediction_id: string, options: Options = {}): Promise<PredictionQuality> {
    return this.rest.json("GET", `/v1/predictions/${encodeURIComponent(prediction_id)}/quality`, { ...options });
  }

  /** Erases one customer from all uploads, prepared files, results, summaries and training rows that the user has by now, and from the files that are being received by now, as soon as those are there. */
  eraseCustomer(json: { customer_id?: string }, options: Options = {}): Promise<Erasure> {
    return this.rest.json("POST", `/v1/customers:erase`, { ...options, json });
  }

  /** Returns how far an erasure is. */
  getErasure(erasure_id: string, options: Options = {}): Promise<Erasure> {
    return this.rest.json("GET", `/v1/erasures/${encodeURIComponent(erasure_id)}`, { ...options });
  }

  /** Lists the caller's remembered mappings, newest first. */
  listMappings(query: { page_size?: number; page_token?: string } = {}, options: Options = {}): Promise<ListMappingsResponse> {
    return this.rest.json("GET", `/v1/mappings`, { ...options, query });
  }

  /** Forgets a mapping, so that the next file of its layout is asked about again. */
  deleteMapping(mapping_id: string, options: Options = {}): Promise<Record<string, never>> {
    return this.rest.json("DELETE", `/v1/mappings/${encodeURIComponent(mapping_id)}`, { ...options });
  }

  /** Stores a CSV of customers, prepares it, and hands it over for scoring. */
  createUpload(file: Blob, query: { filename?: string; request_id?: string } = {}, options: Options = {}): Promise<CreateUploadResponse> {
    return this.rest.json("POST", `/v1/uploads`, { ...options, file, query });
  }

  /** Lists the caller's uploads, newest first. */
  listUploads(query: { page_size?: number; page_token?: string; status?: UploadStatus } = {}, options: Options = {}): Promise<ListUploadsResponse> {
    return this.rest.json("GET", `/v1/uploads`, { ...options, query });
  }

  /** Returns one upload, with its columns and first problems. */
  getUpload(upload_id: string, options: Options = {}): Promise<Upload> {
    return this.rest.json("GET", `/v1/uploads/${encodeURIComponent(upload_id)}`, { ...options });
  }

  /** Removes an upload with its files and its prediction. */
  deleteUpload(upload_id: string, options: Options = {}): Promise<Record<string, never>> {
    return this.rest.json("DELETE", `/v1/uploads/${encodeURIComponent(upload_id)}`, { ...options });
  }

  /** Streams the raw file, byte for byte as it was received, as application/octet-stream. */
  async downloadUpload(upload_id: string, options: Options = {}): Promise<Blob> {
    return (await this.rest.send("GET", `/v1/uploads/${encodeURIComponent(upload_id)}/download`, { ...options })).blob();
  }

  /** Says what an upload of a file would make of it: dialect, columns, counts. */
  inspectUpload(file: Blob, query: { filename?: string } = {}, options: Options = {}): Promise<Inspection> {
    return this.rest.json("POST", `/v1/uploads:inspect`, { ...options, file, query });
  }

  /** Says what the columns of an upload with the status NEEDS_MAPPING are, prepares it from the stored raw file, and hands it over. */
  confirmMapping(upload_id: string, json: { columns?: Array<ConfirmedColumn>; correct?: boolean }, options: Options = {}): Promise<Upload> {
    return this.rest.json("POST", `/v1/uploads/${encodeURIComponent(upload_id)}:confirmMapping`, { ...options, json });
  }

  /** Streams all problems of an upload as CSV in file order: line, column, rule, message, lines, cells. */
  async downloadProblems(upload_id: string, options: Options = {}): Promise<Blob> {
    return (await this.rest.send("GET", `/v1/uploads/${encodeURIComponent(upload_id)}/problems`, { ...options })).blob();
  }

  /** Returns one prediction. */
  getPrediction(prediction_id: string, options: Options = {}): Promise<Prediction> {
    return this.rest.json("GET", `/v1/predictions/${encodeURIComponent(prediction_id)}`, { ...options });
  }

  /** Removes a prediction with its files; its upload stays. */
  deletePrediction(prediction_id: string, options: Options = {}): Promise<Record<string, never>> {
    return this.rest.json("DELETE", `/v1/predictions/${encodeURIComponent(prediction_id)}`, { ...options });
  }

  /** Lists the caller's predictions, newest first. */
  listPredictions(query: { page_size?: number; page_token?: string; status?: PredictionStatus } = {}, options: Options = {}): Promise<ListPredictionsResponse> {
    return this.rest.json("GET", `/v1/predictions`, { ...options, query });
  }

  /** Streams the prediction now and at each change, and ends after the final status. */
  watchPrediction(prediction_id: string, options: Options = {}): AsyncGenerator<Prediction> {
    return this.rest.events(`/v1/predictions/${encodeURIComponent(prediction_id)}:watch`, { ...options });
  }

  /** Calls a prediction off. */
  cancelPrediction(prediction_id: string, json: Record<string, never>, options: Options = {}): Promise<Prediction> {
    return this.rest.json("POST", `/v1/predictions/${encodeURIComponent(prediction_id)}:cancel`, { ...options, json });
  }

  /** Streams the scored CSV: the customer's own columns in the input's order, then the scores. */
  async downloadPrediction(prediction_id: string, options: Options = {}): Promise<Blob> {
    return (await this.rest.send("GET", `/v1/predictions/${encodeURIComponent(prediction_id)}/download`, { ...options })).blob();
  }

  /** Returns what the scored file says as a whole. */
  getPredictionSummary(prediction_id: string, options: Options = {}): Promise<PredictionSummary> {
    return this.rest.json("GET", `/v1/predictions/${encodeURIComponent(prediction_id)}/summary`, { ...options });
  }

  /** Scores up to 1,000 customers in one call, in the order they were sent. */
  scoreCustomers(json: { customers?: Array<Customer> }, options: Options = {}): Promise<ScoreCustomersResponse> {
    return this.rest.json("POST", `/v1/customers:score`, { ...options, json });
  }

  /** Asks for a model of the caller's own, trained on customers whose outcomes are known: those of uploads that have a column for it, and those that were sent as outcomes of a prediction. */
  trainModel(json: { display_name?: string; prediction_ids?: Array<string>; request_id?: string }, options: Options = {}): Promise<Training> {
    return this.rest.json("POST", `/v1/models:train`, { ...options, json });
  }

  /** Returns one training. */
  getTraining(training_id: string, options: Options = {}): Promise<Training> {
    return this.rest.json("GET", `/v1/trainings/${encodeURIComponent(training_id)}`, { ...options });
  }

  /** Lists the caller's trainings, newest first. */
  listTrainings(query: { page_size?: number; page_token?: string } = {}, options: Options = {}): Promise<ListTrainingsResponse> {
    return this.rest.json("GET", `/v1/trainings`, { ...options, query });
  }

  /** Streams the training now and at each change, and ends after the final status. */
  watchTraining(training_id: string, options: Options = {}): AsyncGenerator<Training> {
    return this.rest.events(`/v1/trainings/${encodeURIComponent(training_id)}:watch`, { ...options });
  }

  /** Calls a training off. */
  cancelTraining(training_id: string, json: Record<string, never>, options: Options = {}): Promise<Training> {
    return this.rest.json("POST", `/v1/trainings/${encodeURIComponent(training_id)}:cancel`, { ...options, json });
  }
}
