package news

// Person is somebody who works here, or a program that acts for one.
type Person struct {
	ID       string   `json:"id"` // UUIDv7
	Name     string   `json:"name"`
	Email    string   `json:"email,omitempty"`
	Roles    []Role   `json:"roles,omitempty"` // held everywhere
	Grants   []Grant  `json:"grants,omitempty"`
	Desk     string   `json:"desk,omitempty"`     // slug of the home desk
	Language Language `json:"language,omitempty"` // of the screens
	Keys     Keys     `json:"keys,omitzero"`

	Acting Acting `json:"-"` // how they come to us in this request
}

// Short is the person as records keep them: who, and nothing else.
func (p Person) Short() Person { return Person{ID: p.ID, Name: p.Name} }

// Role is what somebody is in the newsroom (screens.md §2.1).
type Role string

// The roles.
const (
	Reporter      Role = "reporter"
	SubEditor     Role = "sub_editor"
	DeskEditor    Role = "desk_editor"
	DutyEditor    Role = "duty_editor"
	PictureEditor Role = "picture_editor"
	Producer      Role = "producer"
	Admin         Role = "admin"
)

// Roles are all the roles, in the order screens list them.
var Roles = []Role{Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer, Admin}

// Verb is something a person may do. The story's verbs are in state.go.
type Verb string

// The verbs that are not about one story's state.
const (
	ReadCopy       Verb = "read_copy" // see stories, dispatches, pictures, the ticker
	TakeDispatch   Verb = "take_dispatch"
	CreateStory    Verb = "create_story"
	FileFlash      Verb = "file_flash" // hand a line to the desk as a story of its own
	UploadPicture  Verb = "upload_picture"
	EditPicture    Verb = "edit_picture"    // change what is known of a picture, its focus and its crops
	OpenOriginal   Verb = "open_original"   // have a picture's file as it came, with all that it says of itself
	ReplacePicture Verb = "replace_picture" // put another picture in its place, in every story
	DeletePicture  Verb = "delete_picture"  // one that no story uses
	DevelopPicture Verb = "develop_picture" // stands in the log: Stet made renditions, and readers have them
	// CollectPictures makes collections of pictures, changes what is in them and deletes them.
	CollectPictures Verb = "collect_pictures"

	EditTicker Verb = "edit_ticker"
	EditBanner Verb = "edit_banner" // put an emergency banner on every page, or take it down
	// FilePhoto decides that a picture of a story is not called a file photo although its dates say so, or is after all.
	FilePhoto Verb = "file_photo"
	// AgreeToTerms says that the conditions of a story's picture were read and are kept to.
	AgreeToTerms Verb = "agree_to_terms"
	// AnswerSource says what was done about a source that changed, or why the story stands. AddSource makes a dispatch a source of a story.
	AnswerSource  Verb = "answer_source"
	AddSource     Verb = "add_source"
	ManageWires   Verb = "manage_wires"
	TellOfWire    Verb = "tell_of_wire"        // tell those who may change the wires that one is down
	ManageClients Verb = "manage_clients"      // say who receives our copy, which and where
	ManageKeys    Verb = "manage_partner_keys" // make a key to the content API, or end one
	Redeliver     Verb = "redeliver"           // send once more what a client did not get
	// GroupDispatches says that dispatches are of one event, or are not.
	GroupDispatches Verb = "group_dispatches"
	// ManageRoutes decides what is done with dispatches as they arrive. RouteDispatch stands in the log: a route did it.
	ManageRoutes  Verb = "manage_routes"
	RouteDispatch Verb = "route_dispatch"
	// CollectDispatches makes collections of dispatches, changes what is in them and deletes them.
	CollectDispatches Verb = "collect_dispatches"
	// KeepPreset keeps a filter of one's own, SharePreset one for everybody.
	KeepPreset  Verb = "keep_preset"
	SharePreset Verb = "share_preset"
	// RestoreDispatch puts a dispatch that a route dropped back into the list.
	RestoreDispatch Verb = "restore_dispatch"
	// ExpireDispatches stands in the log: Stet removed dispatches whose time was over, and of which nothing was made.
	ExpireDispatches Verb = "expire_dispatches"
	ManagePeople     Verb = "manage_people"
	ManageSettings   Verb = "manage_settings"
	ChangeStyle      Verb = "change_style"   // add a rule to the house's style, change one or put one off
	ManageSelf       Verb = "manage_self"    // change one's own password, second factors and sessions
	ManageTokens     Verb = "manage_tokens"  // make a token for a program, or end one of one's own
	ChooseScreens    Verb = "choose_screens" // the language and the keys of one's own screens
	ReadLog          Verb = "read_log"
	LiftEmbargo      Verb = "lift_embargo" // take an embargo off, or move it earlier
	CurateFront      Verb = "curate_front" // change the draft of a front, or discard it
	LaunchFront      Verb = "launch_front" // give readers the front as it is drafted
	RollBackFront    Verb = "roll_back_front"
	ImportStory      Verb = "import_story" // move in a story that was published elsewhere
	TakeOver         Verb = "take_over"    // take a part of a story from whoever edits it
	LetStand         Verb = "stet"         // let a finding of the copy check stand as it is
	TakeBackStet     Verb = "take_back_stet"
	WriteNote        Verb = "write_note" // say something about a story to others
	ChooseNotices    Verb = "choose_notices"
	ApproveKill      Verb = "approve_kill"
	ApproveBreak     Verb = "approve_break_embargo"
	TickKill         Verb = "tick_kill"    // say that a part of a kill outside of this program is done
	OpenArchive      Verb = "open_archive" // read what a killed story said
	DropRequest      Verb = "drop_request" // take back what one asked for
	RefuseRequest    Verb = "refuse_request"
	AskApproval      Verb = "ask_approval"   // for what takes two: the verb asked for must be theirs as well
	ExpireRequest    Verb = "expire_request" // stands in the log: Stet does it
	HeldBack         Verb = "held_back"      // stands in the log: what the release gate did not let leave
	AskRelease       Verb = "ask_release"    // ask a second person to release what the gate held
	ReleaseHeld      Verb = "release_held"   // release it, or refuse to
	ManageRegister   Verb = "manage_register"
	LiftTakedown     Verb = "lift_takedown"
	ReadTombstones   Verb = "read_tombstones" // see what was taken down
	// LetCertainStand is LetStand for a finding that is certain.
	LetCertainStand Verb = "stet_certain"
	// ApproveTakedown does what TakeDown asks for.
	ApproveTakedown Verb = "approve_take_down"
	Recover         Verb = "recover" // stands in the log: a database that was put back takes up what readers have
	Wipe            Verb = "wipe"    // stands in the log: what a killed story said is gone from the editions
	SignIn          Verb = "sign_in" // stand in the log
	SignOut         Verb = "sign_out"
	RefusedSignIn   Verb = "refused_sign_in"
	RefusedVerb     Verb = "refused" // stands in the log: what an embargo did not let somebody do, or whom the legal archive did not let in
)

var everyone = Roles

var editors = []Role{DeskEditor, DutyEditor}

// may is the one table of who may do what. A verb that is not here nobody may do.
var may = map[Verb][]Role{
	ReadCopy:     everyone,
	TakeDispatch: {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},

	RestoreDispatch: {Reporter, SubEditor, DeskEditor, DutyEditor, Producer}, // as TakeDispatch

	CollectDispatches: {Reporter, SubEditor, DeskEditor, DutyEditor, Producer}, // as TakeDispatch

	CreateStory:    {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},
	FileFlash:      {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},
	UploadPicture:  {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},
	EditPicture:    {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer}, // as UploadPicture
	OpenOriginal:   {DeskEditor, DutyEditor, PictureEditor},                                // and whoever uploaded it
	ReplacePicture: editors,                                                                // live stories change: as Update
	DeletePicture:  {DeskEditor, DutyEditor, PictureEditor},
	DevelopPicture: nil, // Stet does it

	CollectPictures: {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},

	EditTicker:       {DeskEditor, DutyEditor, Producer},
	EditBanner:       editors,
	CurateFront:      {DeskEditor, DutyEditor, Producer},
	LaunchFront:      {DeskEditor, DutyEditor, Producer},
	RollBackFront:    {DeskEditor, DutyEditor, Producer},
	ManageWires:      {DeskEditor, DutyEditor, Admin},
	TellOfWire:       everyone,
	ManageClients:    {DutyEditor, Admin},
	ManageKeys:       {DutyEditor, Admin},
	Redeliver:        {DeskEditor, DutyEditor, Admin},
	ManageRoutes:     {DutyEditor, Admin}, // what one of them drops, no desk sees
	RouteDispatch:    nil,                 // Stet does it
	ExpireDispatches: nil,
	KeepPreset:       everyone,
	SharePreset:      {DeskEditor, DutyEditor, Admin},
	ManagePeople:     {Admin},
	ManageSettings:   {Admin},
	ChangeStyle:      {DeskEditor, DutyEditor, Admin}, // who answers for copy, and who keeps the house's settings
	ManageSelf:       everyone,
	ManageTokens:     everyone,
	ChooseScreens:    everyone,
	ReadLog:          {DeskEditor, DutyEditor, Admin},

	Assign:      editors,
	Move:        {SubEditor, DeskEditor, DutyEditor},
	Save:        {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},
	Submit:      {Reporter, SubEditor, DeskEditor, DutyEditor},
	Return:      {SubEditor, DeskEditor, DutyEditor},
	MarkReady:   {SubEditor, DeskEditor, DutyEditor},
	Embargoing:  everyone, // who knows of one must not have to look for somebody who may
	LiftEmbargo: editors,
	TakeOver:    editors,
	LetStand:    {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer}, // as Save
	// What is certainly otherwise a second pair of eyes lets stand: not who wrote it.
	LetCertainStand: {SubEditor, DeskEditor, DutyEditor},
	TakeBackStet:    {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},
	WriteNote:       everyone, ChooseNotices: everyone,
	ImportStory: {DutyEditor, Admin},
	Schedule:    editors,
	Unschedule:  editors,
	Publish:     editors,
	PublishSoon: editors,
	UndoPublish: editors,
	Update:      editors,
	Correct:     editors,
	Withdraw:    {DutyEditor},
	Reinstate:   {DutyEditor},
	Kill:        {DutyEditor},

	BreakEmbargo:  {DutyEditor},
	ApproveKill:   editors,
	ApproveBreak:  editors,
	RefuseRequest: {DeskEditor, DutyEditor, Admin},
	DropRequest:   {DutyEditor},
	AskApproval:   {DutyEditor},
	ExpireRequest: nil, // Stet does it
	RefusedVerb:   nil,
	HeldBack:      nil,
	AskRelease:    {DeskEditor, DutyEditor, Producer, Admin},
	ReleaseHeld:   editors,

	ManageRegister: {Admin},
	LiftTakedown:   {DutyEditor},
	ReadTombstones: {DutyEditor, Admin},
	TakeDown:       {DutyEditor},

	ApproveTakedown: {DutyEditor, Admin},
	Recover:         nil, // Stet does it
	Wipe:            nil,
	SignIn:          nil, // who does it is not known yet
	SignOut:         nil,
	RefusedSignIn:   nil,

	TickKill:    {DeskEditor, DutyEditor, Producer},
	OpenArchive: {DutyEditor},

	Duplicate: {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},
	Translate: {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},
	FollowUp:  {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},

	NeedLegal:    {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},
	NeedPicture:  {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},
	NeedFacts:    {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer},
	ClearLegal:   editors,
	ClearPicture: {DeskEditor, DutyEditor, PictureEditor},
	ClearFacts:   {SubEditor, DeskEditor, DutyEditor},

	// Who wrote it does not say that an old picture is a new one: a second pair of eyes does.
	FilePhoto:    {SubEditor, DeskEditor, DutyEditor, PictureEditor},
	AgreeToTerms: {Reporter, SubEditor, DeskEditor, DutyEditor, PictureEditor, Producer}, // as Save
	AnswerSource: {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},                // and to answer for a kill, Publish
	AddSource:    {Reporter, SubEditor, DeskEditor, DutyEditor, Producer},

	GroupDispatches: {SubEditor, DeskEditor, DutyEditor, Producer},

	CoverLive: {SubEditor, DeskEditor, DutyEditor, Producer},
	Spike:     {SubEditor, DeskEditor, DutyEditor},
	Restore:   {SubEditor, DeskEditor, DutyEditor},
}

// placedVerbs are the verbs that are done at a desk and in a section: there a role counts that
// is held only there. Every other verb is about the whole house, and so must the role be.
var placedVerbs = append([]Verb{
	ReadCopy, ManageSelf, ManageTokens, ChooseScreens, TakeDispatch, CreateStory, FileFlash, UploadPicture, EditPicture, CollectPictures, CollectDispatches, OpenOriginal, ReplacePicture, LiftEmbargo, CoverLive, TakeOver,
	LetStand, LetCertainStand, TakeBackStet, WriteNote, ChooseNotices, ApproveKill, ApproveBreak, ApproveTakedown, RefuseRequest, DropRequest, AskApproval, TickKill, OpenArchive,
	FilePhoto, AgreeToTerms, AnswerSource, AddSource, GroupDispatches,
}, StoryVerbs...)

// freshVerbs are the verbs for which somebody must have proved lately who they are: what cannot
// be taken back, and what decides who may do what.
var freshVerbs = []Verb{Kill, TakeDown, ApproveTakedown, ReleaseHeld, ManageRegister, LiftTakedown, BreakEmbargo, ApproveKill, ApproveBreak, OpenArchive, ManagePeople, ManageSettings, ManageSelf, ManageTokens, ManageClients, ManageKeys}

// guardedVerbs are the verbs whose roles must sign in with two factors: they reach readers, or
// decide who does.
var guardedVerbs = []Verb{Publish, EditTicker, EditBanner, LaunchFront, Kill, TakeDown, ManagePeople, ManageSettings}

// scoped says what each scope opens. A verb in none of them no token does.
var scoped = map[Scope][]Verb{
	ScopeRead: {ReadCopy, ReadLog, ReadTombstones},
	ScopeWrite: {
		LetStand, LetCertainStand, TakeBackStet, WriteNote, ChooseNotices, TakeDispatch, CreateStory, FileFlash, UploadPicture, EditPicture, CollectPictures, DeletePicture, Save, Submit, Return, MarkReady, Spike, Restore, Embargoing, ImportStory, TakeOver,
		Assign, Move, Duplicate, Translate, FollowUp, NeedLegal, ClearLegal, NeedPicture, ClearPicture, NeedFacts, ClearFacts,
		FilePhoto, AgreeToTerms, AnswerSource, AddSource, GroupDispatches,
	},
	ScopePublish:  {Redeliver, AskRelease, ReplacePicture, Publish, PublishSoon, UndoPublish, Update, Correct, Schedule, Unschedule, Reinstate, CoverLive, LiftEmbargo},
	ScopeRemove:   {Withdraw, Kill, TakeDown, BreakEmbargo, AskApproval, ApproveKill, ApproveBreak, ApproveTakedown, RefuseRequest, DropRequest, TickKill, OpenArchive},
	ScopeTicker:   {EditTicker, EditBanner},
	ScopeFronts:   {CurateFront, LaunchFront, RollBackFront},
	ScopeWires:    {ManageWires, TellOfWire, CollectDispatches, ManageRoutes, KeepPreset, SharePreset, RestoreDispatch},
	ScopeSettings: {ManageSettings, ChangeStyle, ManageClients},
}

// untokened are the verbs that no token does, with any scope.
var untokened = []Verb{OpenOriginal, ManagePeople, ManageSelf, ManageTokens, ManageKeys, ChooseScreens, DevelopPicture, ExpireDispatches, ExpireRequest, RefusedVerb, HeldBack, RouteDispatch, ReleaseHeld, ManageRegister, LiftTakedown, Recover, Wipe, SignIn, SignOut, RefusedSignIn}

// anyStory are the verbs that a reporter may do to another's story: they hold it back or
// leave it as it is.
var anyStory = []Verb{Embargoing, Duplicate, Translate, FollowUp, NeedLegal, NeedPicture, NeedFacts}

func whoMay(v Verb) (who OneOf) {
	for _, r := range may[v] {
		who = append(who, roleWords[r])
	}
	return who
}

// InWords is what the verb is, as "kill a story".
func InWords(v Verb) string { return verbWords[v] }

var roleWords = map[Role]string{
	Reporter: "a reporter", SubEditor: "a sub-editor", DeskEditor: "a desk editor", DutyEditor: "the duty editor",
	PictureEditor: "a picture editor", Producer: "a producer", Admin: "an administrator",
}

var verbWords = map[Verb]string{
	ReadCopy: "read copy", TakeDispatch: "take a dispatch", CreateStory: "start a story", FileFlash: "file a flash", UploadPicture: "upload a picture",
	EditPicture: "change what is known of a picture", OpenOriginal: "have a picture's original", ReplacePicture: "replace a picture everywhere", DeletePicture: "delete a picture", DevelopPicture: "develop a picture",

	CollectPictures: "change a collection of pictures",

	EditTicker: "change the ticker", EditBanner: "change the emergency banner", CurateFront: "change a front", LaunchFront: "launch a front", RollBackFront: "roll a front back", ManageWires: "change the wires", TellOfWire: "say that a wire is down", ManageRoutes: "change the routes of the wires", RouteDispatch: "be routed",
	KeepPreset: "keep a preset", SharePreset: "keep a preset for everybody", RestoreDispatch: "put a dropped dispatch back",
	ManageClients: "change clients and products", ManageKeys: "manage the keys of partners", Redeliver: "send a delivery again", ExpireDispatches: "remove old dispatches", ManagePeople: "manage people",
	ManageSettings: "change the settings", ChangeStyle: "change the house's style", ManageSelf: "change your own account", ManageTokens: "manage tokens", ChooseScreens: "choose the language and the keys of your screens", ReadLog: "read the log", LiftEmbargo: "lift an embargo or move it earlier",
	ImportStory: "move stories in", TakeOver: "take over what somebody else edits",
	LetStand: "let a finding stand", LetCertainStand: "let stand what is certainly otherwise", TakeBackStet: "take a stet back",
	WriteNote: "write a note on a story", ChooseNotices: "choose what they are told of",
	Save: "edit a story", Submit: "submit a story", Return: "return a story", MarkReady: "mark a story ready",
	Embargoing: "set an embargo", Schedule: "schedule a story", Unschedule: "unschedule a story", Publish: "publish a story", PublishSoon: "publish a story in a moment", UndoPublish: "undo a publication",
	Update: "update a live story", Correct: "correct a story", Withdraw: "withdraw a story", Reinstate: "reinstate a story",
	Assign: "assign a story", Move: "move a story to another desk", BreakEmbargo: "break an embargo", ApproveKill: "approve a kill",
	ApproveBreak: "approve the breaking of an embargo", RefuseRequest: "refuse a request", DropRequest: "take back a request", TickKill: "tick off what a kill needs",
	HeldBack: "be held by the release gate", AskRelease: "ask to release what the gate held", ReleaseHeld: "release what the gate held",
	ManageRegister: "change the register of protected identities", LiftTakedown: "lift a takedown",
	TakeDown: "take a story down", ApproveTakedown: "approve a takedown", ReadTombstones: "see what was taken down", Recover: "recover editions", Wipe: "wipe what a killed story said",
	SignIn: "sign in", SignOut: "sign out", RefusedSignIn: "be refused at the sign-in",
	AskApproval: "ask for approval", ExpireRequest: "let a request expire", RefusedVerb: "be refused",
	OpenArchive: "open the legal archive", Duplicate: "duplicate a story", Translate: "start a translation", FollowUp: "start a follow-up",
	NeedLegal: "ask for a legal check", NeedPicture: "ask for a check of the pictures", NeedFacts: "ask for a check of the facts",
	ClearLegal: "say that a story is legally safe", ClearPicture: "say that a story's pictures are right", ClearFacts: "say that a story's facts are checked",
	FilePhoto: "decide whether a picture is called a file photo", AgreeToTerms: "agree to the conditions of a picture",
	AnswerSource: "answer for a source that changed", AddSource: "add a source to a story",

	CollectDispatches: "change a collection of dispatches",

	GroupDispatches: "say which dispatches are of one event",

	Kill: "kill a story", Spike: "spike a story", Restore: "restore a story", CoverLive: "cover a story live",
}
