"""The official forms, from the folder FORM_DIR or the project's own; the newest first."""
import glob
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.environ.get("FORM_DIR", os.path.join(HERE, "..", "src", "form"))
PATHS = {int(path[-8:-4]): path for path in glob.glob(os.path.join(FOLDER, "form-[0-9]*.tsv"))}
FORMS = sorted(PATHS, reverse=True)
