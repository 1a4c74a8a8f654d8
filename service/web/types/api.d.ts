// Made from the OpenAPI document by `python -m tests.browser.declare`.

export interface AnswerBody {
  "reason": string;
}

export interface ApiKey {
  "id": string;
  "person": string;
  "unit": string;
  "name": string;
  "prefix": string;
  "permissions": ("read" | "write" | "draft" | "submit" | "review" | "administer")[];
  "created_at": string;
  "expires_at": string | null;
  "used_at": string | null;
  "revoked_at": string | null;
}

export interface AspectCell {
  "file": string;
  "unit": string;
  "problems": number;
  "concrete": number;
  "sources": (Source)[];
}

export interface AspectRow {
  "kind": string;
  "kind_name": string;
  "aspect": string;
  "short": string;
  "cells": (AspectCell)[];
  "skirted": boolean;
}

export interface AspectSpec {
  "key": string;
  "title": string;
  "short": string;
}

export interface Assignment {
  "id": string;
  "unit": string;
  "kind": string;
  "year": number;
  "title": string;
  "deadline": string | null;
  "state": "open" | "submitted" | "returned" | "passed" | "closed";
  "created_by": string;
  "created_at": string;
  "updated_at": string;
  "version": number;
}

export interface AssignmentBody {
  "unit": string;
  "kind": string;
  "title": string;
  "year": number | null;
  "deadline": string | null;
}

export interface AssignmentChangeBody {
  "title": string | null;
  "deadline": string | null;
  "state": "open" | "closed" | null;
}

export interface AuditCheck {
  "entries": number;
  "broken_at": number | null;
  "cause": string;
  "head": string;
}

export interface AuditEntry {
  "number": number;
  "at": string;
  "person": string;
  "name": string;
  "unit": string | null;
  "action": string;
  "target": string;
  "detail": Record<string, any>;
  "previous": string;
  "digest": string;
}

export interface BackupCheck {
  "name": string;
  "whole": boolean;
  "cause": string;
  "made_at": string | null;
  "program": string;
  "records": number;
  "originals": number;
  "missing": number;
  "audit_head": string;
}

export interface BackupList {
  "folder": string;
  "items": (KeptBackup)[];
  "underway": number | null;
  "unlisted": number;
}

export interface Body_check_api_v1_units__unit__checks_post {
  "files": (string)[];
  "kind": string | null;
  "year": number | null;
  "notes": string | null;
  "against": (string)[] | null;
}

export interface Body_checked_api_v1_checks_paper_post {
  "file": string;
  "kind": string | null;
  "unit": string;
  "year": number | null;
  "notes": string | null;
  "earlier": string | null;
  "form": "json" | "docx";
}

export interface Body_checks_api_v1_checks_post {
  "file": string;
  "kind": string | null;
  "unit": string;
  "year": number | null;
  "notes": string | null;
  "against": (string)[] | null;
  "with_text": boolean;
}

export interface Body_from_notice_api_v1_kinds_from_notice_post {
  "file": string;
}

export interface Body_outlines_api_v1_outlines_post {
  "file": string;
  "kind": string | null;
}

export interface Body_review_api_v1_units__unit__reviews_post {
  "files": (string)[];
  "kind": string | null;
  "notes": (string)[] | null;
  "against": (string)[] | null;
}

export interface Body_reviews_api_v1_reviews_post {
  "files": (string)[];
  "kind": string | null;
  "notes": (string)[] | null;
  "against": (string)[] | null;
  "form": "json" | "docx" | "html";
}

export interface Body_upload_api_v1_assignments__assignment__notes_files_post {
  "files": (string)[];
}

export interface Body_upload_api_v1_units__unit__library_post {
  "files": (string)[];
  "use": "own-past" | "peer" | "guidance";
}

export interface CardChange {
  "file": string;
  "what": string;
}

export interface Chapter {
  "role": "preface" | "last_year" | "problems" | "cases" | "causes" | "measures" | "plan" | "requirements" | "other";
  "title": string;
  "start": number;
  "end": number;
  "sections": (Section)[];
}

export interface ChapterSpec {
  "role": "preface" | "last_year" | "problems" | "cases" | "causes" | "measures" | "plan" | "requirements" | "other";
  "title": string;
  "required": boolean;
}

export interface Chart {
  "name": string;
  "title": string;
  "svg": string;
}

export interface CheckReport {
  "schema": "check/1";
  "files": (CheckedFile)[];
}

export interface CheckedFile {
  "file": string;
  "kind": string | null;
  "flags": (Flag)[];
  "counts": Record<string, number>;
  "dismissed": (DismissedFlag)[];
  "unused": (Dismissal)[];
  "notices": (string)[];
  "text": string | null;
}

export interface CheckedPaper {
  "file": string;
  "kind": string | null;
  "text": string;
  "paper": Paper;
  "flags": (Flag)[];
  "more": number;
  "dismissed": (SettledFlag)[];
  "notices": (string)[];
  "since": Compared | null;
}

export interface ChosenBody {
  "submissions": (string)[];
}

export interface CommonProblem {
  "theme": string;
  "name": string;
  "aspect": string;
  "units": (string)[];
  "examples": (Source)[];
}

export interface Compared {
  "file": string;
  "resolved": (Flag)[];
  "remaining": (string)[];
  "fresh": (string)[];
  "comments": (ReadBack)[];
}

export interface CorrectionBody {
  "aspect": string | null;
  "theme": string | null;
  "group": string | null;
  "route": "draft" | "clue" | "beyond" | null;
  "empty": boolean | null;
  "set_aside": string | null;
}

export interface Coverage {
  "note": string;
  "status": "reflected" | "partly" | "missing" | "set_aside";
  "items": (string)[];
  "reason": string;
}

export interface CoverageAnswer {
  "note": string;
  "status": "reflected" | "partly" | "missing" | "set_aside";
  "reason": string;
  "who": string;
  "answered_at": string;
  "version": number;
}

export interface CoverageList {
  "items": (Coverage)[];
  "answers": (CoverageAnswer)[];
}

export interface Difference {
  "kind": "same" | "added" | "removed";
  "text": string;
}

export interface DigestLine {
  "part": "owns_up" | "concrete" | "generic" | "unanswered" | "promises" | "missing" | "questions";
  "text": string;
  "aspect": string;
  "status": "done" | "open" | "untold" | null;
  "sources": (Source)[];
}

export interface DismissBody {
  "reason": string;
}

export interface Dismissal {
  "unit": string;
  "rule": string;
  "fingerprint": string;
  "reason": string;
  "who": string;
  "when": string;
  "text": string;
}

export interface DismissalBody {
  "unit": string;
  "rule": string;
  "fingerprint": string;
  "text": string;
  "reason": string;
  "who": string;
}

export interface DismissalsReport {
  "unit": string;
  "dismissals": (KeptDismissal)[];
}

export interface DismissedFlag {
  "flag": Flag;
  "dismissal": Dismissal;
}

export interface Draft {
  "schema": "draft/1";
  "paper": Paper;
  "text": string;
  "flags": (Flag)[];
  "coverage": (Coverage)[];
  "usage": Usage;
  "notes": (Note)[];
  "refused": (Refusal)[];
  "prompts": (string)[];
}

export interface DraftBody {
  "kind": string;
  "notes": (RawNote)[];
  "unit": string;
  "year": number | null;
}

export interface DraftVersion {
  "number": number;
  "paper": Paper;
  "cause": "draft" | "edit" | "regenerate" | "restore" | "insert" | "add" | "move" | "remove";
  "author": string;
  "at": string;
}

export interface EventList {
  "items": (JobEvent)[];
}

export interface Evidence {
  "source": string;
  "start": number;
  "end": number;
  "quote": string;
}

export interface ExaminationBody {
  "checks": (string)[];
}

export interface FailedFile {
  "file": string;
  "cause": string;
}

export interface Flag {
  "id": string;
  "rule": string;
  "level": "error" | "warning" | "suggestion";
  "start": number;
  "end": number;
  "text": string;
  "message": string;
  "ask": string;
  "item": string | null;
  "score": number;
  "evidence": (Evidence)[];
  "fingerprint": string;
  "proposed_ask": string;
  "stamp": string;
}

export interface FlagList {
  "items": (KeptFlag)[];
}

export interface Found {
  "items": (Passage)[];
  "notice": string;
}

export interface HandInBody {
  "notes": (RawNoteBody)[];
}

export interface HandedIn {
  "added": number;
  "unchanged": number;
}

export interface HeadingBody {
  "text": string;
}

export interface HeadingHistory {
  "items": (HeadingVersion)[];
}

export interface HeadingVersion {
  "text": string;
  "version": number;
  "cause": "draft" | "edit" | "regenerate" | "restore" | "insert" | "add" | "move" | "remove";
  "author": string;
  "at": string;
}

export interface Heads {
  "items": (string)[];
}

export interface HouseSettings {
  "items": (ShownSetting)[];
  "checks": (NamedCheck)[];
}

export interface Item {
  "id": string;
  "role": "problem" | "cause" | "measure" | "other";
  "headline": string;
  "text": string;
  "start": number;
  "end": number;
  "links": (string)[];
  "sentences": (Sentence)[];
  "owner": string;
  "deadline": string;
}

export interface ItemBody {
  "text": string | null;
  "headline": string | null;
  "owner": string | null;
  "deadline": string | null;
  "links": (string)[] | null;
}

export interface ItemChange {
  "version": ItemVersion;
  "differences": (Difference)[];
}

export interface ItemHistory {
  "items": (ItemChange)[];
}

export interface ItemVersion {
  "item": Item;
  "version": number;
  "cause": "draft" | "edit" | "regenerate" | "restore" | "insert" | "add" | "move" | "remove";
  "author": string;
  "at": string;
}

export interface Job {
  "id": string;
  "unit": string;
  "assignment": string | null;
  "task": "ingest" | "sort" | "draft" | "redraft" | "check" | "review";
  "request": Record<string, any>;
  "state": "queued" | "running" | "waiting" | "done" | "failed" | "cancelled";
  "cause": string;
  "result": Record<string, any> | null;
  "attempt": number;
  "without_model": boolean;
  "person": string;
  "asked_by": string;
  "created_at": string;
  "started_at": string | null;
  "finished_at": string | null;
  "version": number;
}

export interface JobEvent {
  "job": string;
  "number": number;
  "kind": "queued" | "started" | "stage" | "progress" | "waiting" | "resumed" | "section_begun" | "section" | "notice" | "done" | "failed" | "cancelled";
  "data": Record<string, any>;
  "at": string;
}

export interface KeptBackup {
  "name": string;
  "size": number;
  "made_at": string;
  "whole": boolean | null;
  "verified_at": string | null;
}

export interface KeptDismissal {
  "unit": string;
  "rule": string;
  "fingerprint": string;
  "reason": string;
  "who": string;
  "when": string;
  "text": string;
  "number": number;
}

export interface KeptDraft {
  "id": string;
  "assignment": string;
  "unit": string;
  "draft": Draft;
  "versions": Record<string, number>;
  "headings": Record<string, number>;
  "flags": (KeptFlag)[];
  "job": string | null;
  "created_at": string;
  "updated_at": string;
  "version": number;
  "checked": number;
}

export interface KeptFlag {
  "key": string;
  "flag": Flag;
  "state": "open" | "accepted" | "dismissed";
}

export interface KeptHeading {
  "draft": string;
  "heading": string;
  "text": string;
  "edited_by": string;
  "edited_at": string;
  "version": number;
}

export interface KeptItem {
  "draft": string;
  "item": Item;
  "chapter": number;
  "section": number;
  "position": number;
  "edited_by": string;
  "edited_at": string;
  "version": number;
}

export interface KeptKind {
  "id": string;
  "unit": string | null;
  "kind": string;
  "body": string;
  "updated_by": string;
  "updated_at": string;
  "version": number;
}

export interface KeptKindList {
  "items": (KeptKind)[];
}

export interface KeptMaterial {
  "sha256": string;
  "use": "own-past" | "peer" | "guidance";
  "file": string;
  "kind": string | null;
  "year": number | null;
  "origin": string;
  "indexed": boolean;
  "added_at": string;
}

export interface KeptNote {
  "id": string;
  "source_id": string;
  "text": string;
  "source": string;
  "aspect": string | null;
  "theme": string;
  "group": string | null;
  "empty": boolean;
  "route": "draft" | "clue" | "beyond";
  "questions": (string)[];
  "reason": string;
  "personal": (Personal)[];
  "assignment": string;
  "by_hand": (string)[];
  "set_aside": string;
  "version": number;
}

export interface KeptOriginal {
  "unit": string;
  "sha256": string;
  "file": string;
  "size": number;
  "kept_at": string;
}

export interface KeptRawNote {
  "id": string;
  "text": string;
  "source": string;
  "original": string | null;
}

export interface KeyBody {
  "unit": string;
  "name": string;
  "permissions": ("read" | "write" | "draft" | "submit" | "review" | "administer")[];
  "expires_at": string | null;
}

export interface KeyList {
  "items": (ApiKey)[];
}

export interface KeyOf {
  "key": ApiKey;
  "name": string;
  "login": string;
  "disabled": boolean;
}

export interface Kind {
  "id": string;
  "name": string;
  "scope": "team" | "branch" | "individual" | "plan";
  "year": number;
  "meeting": string;
  "paper_name": string;
  "theme": string;
  "aspects": (AspectSpec)[];
  "chapters": (ChapterSpec)[];
  "length": (any)[] | null;
  "requirements": (string)[];
  "source": string;
}

export interface KindBody {
  "unit": string | null;
  "body": string;
}

export interface KindList {
  "items": (Kind)[];
}

export interface LedgerEntry {
  "problem": string;
  "measure": string;
  "owner": string;
  "department": string;
  "deadline": string;
  "status": "未启动" | "进行中" | "已完成" | "长期坚持" | "已销号";
  "evidence": string;
  "id": string;
  "assignment": string;
  "version": number;
}

export interface LikePair {
  "a": string;
  "b": string;
  "a_unit": string;
  "b_unit": string;
  "sort": "peer" | "own_past";
  "share": number;
  "matched": number;
  "discounted": number;
  "spans": (PairSpan)[];
}

export interface LineBody {
  "problem": string;
  "measure": string;
  "owner": string;
  "department": string;
  "deadline": string;
  "status": "未启动" | "进行中" | "已完成" | "长期坚持" | "已销号";
  "evidence": string;
}

export interface Lines {
  "items": (LedgerEntry)[];
}

export interface Material {
  "sha256": string;
  "owner": string;
  "use": "own-past" | "peer" | "guidance";
  "file": string;
  "text": string;
  "paper": Paper;
}

export interface MaterialList {
  "items": (KeptMaterial)[];
}

export interface Me {
  "person": string;
  "name": string;
  "local": boolean;
  "writes": (string)[];
  "heads": (string)[];
  "reviews": (string)[];
  "administers": (string)[];
  "house": boolean;
  "permissions": ("read" | "write" | "draft" | "submit" | "review" | "administer")[];
  "csrf": string;
  "expires_at": string | null;
}

export interface Membership {
  "unit": string | null;
  "role": "drafter" | "head" | "reviewer" | "administrator";
}

export interface NamedCheck {
  "name": string;
  "title": string;
}

export interface NamedVersions {
  "versions": Record<string, number>;
}

export interface NewApiKey {
  "key": ApiKey;
  "secret": string;
}

export interface NewItemBody {
  "chapter": number;
  "section": number;
  "position": number;
  "text": string | null;
  "headline": string | null;
  "owner": string | null;
  "deadline": string | null;
  "links": (string)[] | null;
  "role": "problem" | "cause" | "measure" | "other";
}

export interface NewLineBody {
  "problem": string;
  "measure": string;
  "owner": string;
  "department": string;
  "deadline": string;
  "status": "未启动" | "进行中" | "已完成" | "长期坚持" | "已销号";
  "evidence": string;
  "position": number | null;
}

export interface Note {
  "id": string;
  "source_id": string;
  "text": string;
  "source": string;
  "aspect": string | null;
  "theme": string;
  "group": string | null;
  "empty": boolean;
  "route": "draft" | "clue" | "beyond";
  "questions": (string)[];
  "reason": string;
  "personal": (Personal)[];
}

export interface NoteList {
  "items": (KeptNote)[];
  "counts": Record<string, number>;
}

export interface NoteName {
  "note": string;
}

export interface NotesBody {
  "kind": string;
  "notes": (RawNote)[];
}

export interface NoticeEvidence {
  "field": string;
  "start": number;
  "end": number;
  "quote": string;
}

export interface OriginalList {
  "items": (KeptOriginal)[];
}

export interface Outlier {
  "file": string;
  "unit": string;
  "measure": string;
  "value": number;
  "usual": number;
  "text": string;
  "sources": (Source)[];
}

export interface OwnedProblem {
  "item": string;
  "headline": string;
  "aspect": string;
  "theme": string;
  "start": number;
  "end": number;
  "concrete": boolean;
  "generic": boolean;
}

export interface Page_Assignment_ {
  "items": (Assignment)[];
  "next": string | null;
}

export interface Page_AuditEntry_ {
  "items": (AuditEntry)[];
  "next": string | null;
}

export interface Page_Job_ {
  "items": (Job)[];
  "next": string | null;
}

export interface Page_KeyOf_ {
  "items": (KeyOf)[];
  "next": string | null;
}

export interface Page_LedgerEntry_ {
  "items": (LedgerEntry)[];
  "next": string | null;
}

export interface Page_Person_ {
  "items": (Person)[];
  "next": string | null;
}

export interface Page_SubmissionSummary_ {
  "items": (SubmissionSummary)[];
  "next": string | null;
}

export interface PairSpan {
  "a_start": number;
  "a_end": number;
  "b_start": number;
  "b_end": number;
  "text": string;
  "other": string;
}

export interface Paper {
  "schema": "outline/1";
  "file": string;
  "kind": string | null;
  "title": string;
  "unit": string;
  "year": number | null;
  "chapters": (Chapter)[];
  "start": number;
  "end": number;
}

export interface PaperHistory {
  "items": (DraftVersion)[];
}

export interface PaperReview {
  "file": string;
  "unit": string;
  "kind": string | null;
  "kind_name": string;
  "year": number | null;
  "digest": (DigestLine)[];
  "counts": Record<string, number>;
  "missing": (string)[];
  "concreteness": number;
  "problems": (OwnedProblem)[];
  "usage": Usage;
}

export interface Passage {
  "id": string;
  "text": string;
  "headline": string;
  "aspect": string;
  "role": "problem" | "cause" | "measure" | "other";
  "use": "own-past" | "peer" | "guidance";
  "unit": string;
  "kind": string;
  "year": number | null;
  "file": string;
  "material": string;
  "start": number;
  "end": number;
  "score": number;
}

export interface PasswordBody {
  "old": string;
  "new": string;
}

export interface Person {
  "id": string;
  "login": string;
  "name": string;
  "memberships": (Membership)[];
  "has_password": boolean;
  "disabled": boolean;
  "created_at": string;
  "version": number;
}

export interface PersonBody {
  "login": string;
  "name": string;
  "roles": (RoleBody)[];
  "password": string | null;
}

export interface PersonChange {
  "name": string | null;
  "roles": (RoleBody)[] | null;
  "disabled": boolean | null;
  "password": string | null;
}

export interface PersonOfUnit {
  "name": string;
  "post": string;
}

export interface Personal {
  "kind": "identity_number" | "phone" | "bank_card" | "plate" | "name" | "family";
  "start": number;
  "end": number;
}

export interface Phrase {
  "phrase": string;
  "since": string;
}

export interface Place {
  "chapter": number;
  "section": number;
  "position": number;
}

export interface Problem {
  "type": string;
  "title": string;
  "status": number;
  "detail": string;
  "instance": string;
}

export interface ProblemsReport {
  "paper": Paper;
  "notes": (Note)[];
}

export interface Progress {
  "assignment": string;
  "lines": number;
  "unsorted": number;
  "notes": number;
  "to_draft": number;
  "clues": number;
  "drafted": boolean;
  "questions": number;
  "errors": number;
  "flags": number;
  "unanswered": number;
}

export interface ProgressList {
  "items": (Progress)[];
}

export interface ProposedKind {
  "kind": Kind;
  "evidence": (NoticeEvidence)[];
  "unsure": (string)[];
  "deadlines": (string)[];
}

export interface RawNote {
  "id": string;
  "text": string;
  "source": string;
}

export interface RawNoteBody {
  "id": string;
  "text": string;
  "source": string;
}

export interface RawNoteList {
  "items": (KeptRawNote)[];
}

export interface ReadBack {
  "key": string;
  "outcome": "open" | "resolved" | "edited" | "deleted";
  "quote": string;
  "now": string;
  "message": string;
  "replies": (string)[];
  "authors": (string)[];
}

export interface Refusal {
  "section": string;
  "text": string;
  "reason": string;
}

export interface Removed {
  "item": Item;
  "version": number;
  "unlinked": (string)[];
}

export interface RemovedItems {
  "items": (ItemVersion)[];
}

export interface Repeated {
  "file": string;
  "unit": string;
  "headline": string;
  "explained": boolean;
  "this": Source;
  "last": Source;
}

export interface Report {
  "healthy": boolean;
  "results": (Result)[];
}

export interface RestoreBody {
  "to": number;
}

export interface Result {
  "name": string;
  "title": string;
  "level": "ok" | "warning" | "problem";
  "found": string;
  "mend": string;
}

export interface Review {
  "schema": "review/1";
  "papers": (PaperReview)[];
  "common": (CommonProblem)[];
  "aspects": (AspectRow)[];
  "outliers": (Outlier)[];
  "repeated": (Repeated)[];
  "pairs": (LikePair)[];
  "charts": (Chart)[];
  "failed": (FailedFile)[];
  "compared": (string)[];
}

export interface ReviewWord {
  "id": string;
  "submission": string;
  "unit": string;
  "reviewer": string;
  "verdict": "comment" | "returned" | "passed";
  "words": string;
  "item": string;
  "about": string;
  "at": string;
}

export interface RoleBody {
  "unit": string | null;
  "role": "drafter" | "head" | "reviewer" | "administrator";
}

export interface RuleCard {
  "id": string;
  "level": "error" | "warning" | "suggestion" | "off";
  "title": string;
  "message": string;
  "ask": string;
  "source": string;
  "changes": (CardChange)[];
}

export interface RuleCards {
  "items": (RuleCard)[];
  "everywhere": (CardChange)[];
}

export interface RuleInFull {
  "id": string;
  "level": "error" | "warning" | "suggestion" | "off";
  "inherited": "error" | "warning" | "suggestion" | "off";
  "title": string;
  "message": string;
  "ask": string;
  "source": string;
  "hit": (string)[];
  "miss": (string)[];
  "lists": (RuleList)[];
}

export interface RuleList {
  "name": string;
  "title": string;
  "entries": (string)[];
  "own": (string)[];
}

export interface RuleParts {
  "levels": Record<string, "error" | "warning" | "suggestion" | "off">;
  "inherited": Record<string, "error" | "warning" | "suggestion" | "off">;
  "accept": (string)[];
  "roster": (PersonOfUnit)[];
  "formulae": (Phrase)[];
  "add": Record<string, Record<string, (string)[]>>;
  "drop": Record<string, Record<string, (string)[]>>;
  "only_in_text": (string)[];
  "version": number;
}

export interface RulesBody {
  "body": string;
}

export interface Sample {
  "assignment": Assignment;
  "jobs": (Job)[];
}

export interface Section {
  "aspect": string;
  "title": string;
  "start": number;
  "end": number;
  "items": (Item)[];
}

export interface Sentence {
  "text": string;
  "kind": "fact" | "framing" | "question";
  "notes": (string)[];
  "quote": string;
}

export interface SettledFlag {
  "flag": Flag;
  "number": number;
  "reason": string;
  "who": string;
  "when": string;
}

export interface ShownSetting {
  "variable": string;
  "group": string;
  "title": string;
  "value": string;
  "by_default": boolean;
  "secret": boolean;
}

export interface SignInBody {
  "login": string;
  "password": string;
}

export interface SortReport {
  "schema": "sort/1";
  "kind": string;
  "notes": (Note)[];
  "counts": Record<string, number>;
}

export interface Source {
  "source": string;
  "start": number;
  "end": number;
  "quote": string;
  "unit": string;
}

export interface StaleProblem {
  "type": string;
  "title": string;
  "status": number;
  "detail": string;
  "instance": string;
  "current": string;
  "version": number;
  "yours": string;
}

export interface Submission {
  "id": string;
  "unit": string;
  "assignment": string;
  "kind": string;
  "year": number;
  "title": string;
  "draft_version": number;
  "sha256": string;
  "state": "submitted" | "returned" | "passed" | "withdrawn";
  "submitted_by": string;
  "submitted_at": string;
  "version": number;
  "paper": Paper;
  "text": string;
}

export interface SubmissionSummary {
  "id": string;
  "unit": string;
  "assignment": string;
  "kind": string;
  "year": number;
  "title": string;
  "draft_version": number;
  "sha256": string;
  "state": "submitted" | "returned" | "passed" | "withdrawn";
  "submitted_by": string;
  "submitted_at": string;
  "version": number;
}

export interface SubmissionsBody {
  "submissions": (string)[];
  "form": "json" | "docx" | "html";
}

export interface TokenUse {
  "calls": number;
  "unknown": number;
  "prompt_tokens": number;
  "completion_tokens": number;
}

export interface Unit {
  "id": string;
  "name": string;
  "parent": string | null;
  "token_budget": number | null;
  "created_at": string;
  "version": number;
}

export interface UnitBody {
  "name": string;
  "parent": string | null;
  "token_budget": number | null;
}

export interface UnitChange {
  "name": string | null;
  "parent": string | null;
  "token_budget": number | null;
}

export interface UnitFigure {
  "unit": string;
  "people": number;
  "tokens": number;
}

export interface UnitFigureList {
  "items": (UnitFigure)[];
}

export interface UnitList {
  "items": (Unit)[];
}

export interface UnitRules {
  "unit": string;
  "body": string;
  "updated_by": string;
  "updated_at": string | null;
  "version": number;
}

export interface Usage {
  "calls": number;
  "prompt_tokens": number;
  "completion_tokens": number;
  "model": string;
}

export interface VerdictBody {
  "verdict": "comment" | "returned" | "passed";
  "words": string;
  "item": string | null;
}

export interface WordList {
  "items": (ReviewWord)[];
}
