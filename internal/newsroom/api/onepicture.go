package api

import (
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// UseIn says at the head of which story a picture is put, and whether in place of another.
type UseIn struct {
	Story   int64 `json:"story"`
	Instead bool  `json:"instead,omitempty"`
}

// PictureCut is one crop of a picture: as it is cut, and whether faces that were found in the picture are not whole in it.
type PictureCut struct {
	news.Crop

	CutsFaces int  `json:"cuts_faces,omitempty"`
	Narrow    bool `json:"narrow,omitempty"` // below 1280 pixels
}

// pictureRoutes are the calls about one picture, beside those that read it and change what is known of it.
func pictureRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/pictures/{id}/crops", "Lists the crops of a picture as they are cut, by hand or by its focus", news.ReadCopy, 200, func(c call, _ none) (List[PictureCut], error) {
			pic, err := p.DB.Picture(c.Context(), c.PathValue("id"))
			if err != nil {
				return List[PictureCut]{}, err
			}
			var all []PictureCut
			for _, s := range news.Shapes {
				crop := pic.Cropped(s)
				if had, ok := pic.Crop(s); ok {
					crop.Renditions = had.Renditions
				}
				all = append(all, PictureCut{crop, pic.Cut(crop), crop.Width < news.CropWarning})
			}
			return List[PictureCut]{Items: all}, nil
		}),
		on("GET", "/pictures/{id}/history", "Lists what was done to a picture, the newest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Record], error) {
			if _, err := p.DB.Picture(c.Context(), c.PathValue("id")); err != nil {
				return List[news.Record]{}, err
			}
			all, err := p.DB.LogNewest(c.Context(), "picture/"+c.PathValue("id"), 100)
			for i := range all {
				all[i].From = "" // from where somebody works is for who may read the log
			}
			return List[news.Record]{Items: all}, err
		}),
		on("POST", "/pictures/{id}/use", "Puts a picture into a story's copy, as its lead", news.Save, 200, func(c call, in UseIn) (news.Story, error) {
			return p.Desk.UsePicture(c.Context(), c.by, c.PathValue("id"), in.Story, in.Instead)
		}),
		on("GET", "/pictures/{id}/replacement", "Lists what replacing a picture everywhere would change", news.ReplacePicture, 200, func(c call, _ none) (desk.ReplacementPlan, error) {
			return p.Desk.PlanReplacement(c.Context(), c.by, c.PathValue("id"))
		}),
		on("POST", "/pictures/{id}/replacement", "Puts another picture in the place of one in every story, in one act", news.ReplacePicture, 200, func(c call, in desk.Replacement) (desk.ReplacementPlan, error) {
			return p.Desk.ReplacePicture(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("POST", "/pictures/{id}/delete", "Deletes a picture that nothing uses, with its files", news.DeletePicture, 200, func(c call, in Reason) (Deleted, error) {
			left, err := p.Desk.DeletePicture(c.Context(), c.by, c.PathValue("id"), in.Reason)
			if err == nil {
				err = p.Pictures.Remove(c.Context(), left.Original, left.Renditions)
			}
			return Deleted{len(left.Renditions)}, err
		}),
		on("POST", "/pictures/{id}/original", "Reads the file of a picture as it came; that it was read is kept on record. It is for people: no token does it", news.OpenOriginal, 200, func(c call, _ none) (file, error) {
			pic, err := p.Desk.OpenOriginal(c.Context(), c.by, c.PathValue("id"))
			if err != nil {
				return nil, err
			}
			return p.Pictures.Original(c.Context(), pic)
		}).file("application/octet-stream"),
	}
}

// Deleted says how many files left with a picture, beside its original.
type Deleted struct {
	Renditions int `json:"renditions"`
}
